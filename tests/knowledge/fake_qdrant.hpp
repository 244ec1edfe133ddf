// A Qdrant that knows what we use of its API and refuses everything else: unknown paths, members
// and types, a wrong key, a filter without a tenant, and searches by fields that have no index.
#pragma once
#include <deque>
#include <map>
#include <set>

#include "core/json.hpp"
#include "core/net/server.hpp"

namespace elevaite::test {

class FakeQdrant {
 public:
  explicit FakeQdrant(Executor executor, std::string key = "secret-key");

  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }
  // The next requests are answered so, and change nothing (0: the connection breaks in the answer).
  std::deque<int> faults;
  // The next upsert stores only the first half of its points, and answers 503.
  bool fails_halfway = false;
  std::size_t requests = 0;
  std::vector<std::string> refusals;
  std::size_t points() const;

 private:
  struct Point {
    std::vector<double> vector;
    JsonObject payload;
  };
  struct Collection {
    std::size_t size = 0;
    std::map<std::string, Json> indexes;
    std::map<std::string, Point> points;
  };

  Task<net::HttpResponse> answer(net::HttpRequest request);
  net::HttpResponse respond(const net::HttpRequest& request);
  net::HttpResponse refuse(int status, std::string why);
  net::HttpResponse make(Collection* found, const std::string& name, const Json& body);
  net::HttpResponse index(Collection& collection, const Json& body);
  net::HttpResponse upsert(Collection& collection, const Json& body);
  net::HttpResponse remove(Collection& collection, const Json& body);
  net::HttpResponse query(Collection& collection, const Json& body);
  // Why the filter is refused; empty when it is sound.
  std::string fault_of(const Collection& collection, const Json* filter) const;
  static bool matches(const Point& point, const Json& filter);

  std::string key_;
  std::map<std::string, Collection> collections_;
  std::unique_ptr<net::HttpServer> server_;
};

}  // namespace elevaite::test

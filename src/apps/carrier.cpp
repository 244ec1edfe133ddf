#include "apps/demo.hpp"
#include "core/log.hpp"
#include "core/net/server.hpp"

namespace elevaite::apps {
namespace {

constexpr std::string_view kPrefix = "/parcels/";

// Deterministic, so that the example answers the same every time.
Task<net::HttpResponse> answer(net::HttpRequest request) {
  net::HttpResponse response;
  response.headers.add("Content-Type", "application/json");
  std::string_view path = request.path;
  if (!path.starts_with(kPrefix) || path.size() < kPrefix.size() + 4) {
    response.status = 404;
    response.body = R"({"error":"There is no such parcel."})";
    co_return response;
  }
  std::string_view code = path.substr(kPrefix.size());
  static constexpr std::string_view kPlaces[] = {"Rotterdam", "Lyon", "Hamburg", "Milan"};
  std::string_view place = kPlaces[static_cast<unsigned char>(code.back()) % 4];
  response.body = to_text(JsonObject{{"tracking_code", code},
                                     {"state", "in transit"},
                                     {"last_seen_in", place},
                                     {"expected_on", "2026-10-07"}});
  co_return response;
}

class Carrier final : public Part {
 public:
  Carrier(Executor executor, net::ServerOptions options)
      : server_(executor, options,
                [](net::HttpRequest request) { return answer(std::move(request)); }) {}
  Task<Result<void>> start() override { co_return server_.start(); }
  Task<void> stop(Duration) override { co_await server_.stop(Duration(0)); }

 private:
  net::HttpServer server_;
};

}  // namespace

std::unique_ptr<Part> make_carrier(Executor executor, std::uint16_t port) {
  net::ServerOptions options;
  options.port = port;
  return std::make_unique<Carrier>(executor, options);
}

}  // namespace elevaite::apps

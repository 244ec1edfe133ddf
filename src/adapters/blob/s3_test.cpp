// What S3 is asked, over HTTP, by a store whose server answers as it is told. Signatures are
// verified in tests/integration.
#include <gtest/gtest.h>

#include "adapters/blob/open.hpp"
#include "core/net/server.hpp"
#include "core/net/uri.hpp"
#include "core/test_loop.hpp"

namespace elevaite::adapters::blob {
namespace {

class S3Requests : public testing::Test {
 protected:
  S3Requests() {
    auto handler = [this](net::HttpRequest request) { return answer(std::move(request)); };
    server = std::make_unique<net::HttpServer>(loop.get_executor(), net::ServerOptions{}, handler);
    EXPECT_TRUE(server->start().has_value());
    BlobStoreOptions options;
    options.http = &http;
    options.clock = &clock;
    options.credentials.fixed = {"AKID", "secret"};
    const auto url =
        "s3://files/own?region=eu-central-1&path_style=true&sse=AES256&endpoint=" + base();
    store = open_blob_store(loop.get_executor(), url, options).value();
  }
  ~S3Requests() override {
    store.reset();
    server.reset();
    loop.poll();
  }
  std::string base() const { return "http://127.0.0.1:" + std::to_string(server->port()); }

  Task<net::HttpResponse> answer(net::HttpRequest request) {
    net::HttpResponse response;
    // By its method, because what is done in the background may come first.
    auto found = std::ranges::find(answers, request.method, &Answer::first);
    if (found != answers.end()) {
      response = std::move(found->second);
      answers.erase(found);
    }
    requests.push_back(std::move(request));
    co_return response;
  }
  void will_answer(std::string method, int status, std::string body) {
    net::HttpResponse response;
    response.status = status;
    response.body = std::move(body);
    answers.emplace_back(std::move(method), std::move(response));
  }
  static std::string upload(const std::string& key, const std::string& id, const std::string& at) {
    return "<Upload><Key>own/" + key + "</Key><UploadId>" + id + "</UploadId><Initiated>" + at +
           "</Initiated></Upload>";
  }

  asio::io_context loop{1};
  ManualClock clock{*parse_rfc3339("2026-03-01T12:00:00Z")};
  net::HttpClient http{loop.get_executor()};
  std::unique_ptr<net::HttpServer> server;
  std::unique_ptr<ports::BlobStore> store;
  using Answer = std::pair<std::string, net::HttpResponse>;
  std::vector<Answer> answers;
  std::vector<net::HttpRequest> requests;
};

TEST_F(S3Requests, gives_up_the_old_uploads_of_every_page) {
  will_answer("GET", 200,
              "<R><IsTruncated>true</IsTruncated><NextKeyMarker>own/b c</NextKeyMarker>"
              "<NextUploadIdMarker>u2</NextUploadIdMarker>" +
                  upload("a", "u1", "2026-02-01T00:00:00.000Z") +
                  upload("b c", "u2", "2026-02-28T00:00:00.000Z") + "</R>");
  will_answer("GET", 200,
              "<R><IsTruncated>false</IsTruncated>" +
                  upload("d", "u3", "2026-01-01T00:00:00.000Z") + "</R>");
  const auto before = *parse_rfc3339("2026-02-15T00:00:00Z");
  EXPECT_EQ(run_task(loop, store->remove_abandoned(before)).value(), 2U);
  loop.restart();
  for (int i = 0; i < 500 && requests.size() < 4; ++i) loop.run_one_for(10ms);
  ASSERT_EQ(requests.size(), 4U);
  std::vector<std::string> targets;
  for (const auto& request : requests) targets.push_back(request.method + " " + request.target);
  std::ranges::sort(targets);
  EXPECT_EQ(targets[0], "DELETE /files/own/a?uploadId=u1");
  EXPECT_EQ(targets[1], "DELETE /files/own/d?uploadId=u3");
  EXPECT_EQ(targets[2],
            "GET /files/?key-marker=own%2Fb%20c&prefix=own%2F&upload-id-marker=u2&uploads=");
  EXPECT_EQ(targets[3], "GET /files/?prefix=own%2F&uploads=");
}

TEST_F(S3Requests, signs_again_by_the_clock_of_who_refused_ours) {
  will_answer("DELETE", 403, "<Error><Code>RequestTimeTooSkewed</Code></Error>");
  EXPECT_TRUE(run_task(loop, store->remove("a")).has_value());
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_TRUE(requests[0].headers.get("X-Amz-Date").starts_with("20260301T1200"));
  // The server's Date is the time of this machine.
  EXPECT_FALSE(requests[1].headers.get("X-Amz-Date").starts_with("20260301T12"));
  auto link = run_task(loop, store->link("a", {})).value();
  ASSERT_TRUE(link);
  EXPECT_EQ(link->find("X-Amz-Date=20260301"), std::string::npos) << "nor is a link signed by it";
}

TEST_F(S3Requests, links_an_upload_that_must_be_of_its_type_and_encrypted) {
  ports::BlobLink put;
  put.method = "PUT";
  put.content_type = "application/pdf";
  auto link = run_task(loop, store->link("a/b", put)).value();
  ASSERT_TRUE(link);
  EXPECT_TRUE(link->starts_with(base() + "/files/own/a/b?X-Amz-Algorithm=")) << *link;
  EXPECT_NE(link->find("X-Amz-SignedHeaders=content-type%3Bhost%3Bx-amz-server-side-encryption"),
            std::string::npos)
      << *link;
  EXPECT_TRUE(requests.empty());
}

}  // namespace
}  // namespace elevaite::adapters::blob

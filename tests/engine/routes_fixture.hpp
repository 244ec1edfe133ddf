// The routes of the Workflow Engine over the real engine and a real database, without a socket.
#pragma once
#include "adapters/blob/open.hpp"
#include "adapters/embedding/lexical.hpp"
#include "adapters/queue/database.hpp"
#include "adapters/vector/open.hpp"
#include "core/net/sse.hpp"
#include "engine/files.hpp"
#include "http/api.hpp"
#include "http/knowledge_services.hpp"
#include "http/notification_services.hpp"
#include "identity/tenant_secrets.hpp"
#include "jobs/scheduler.hpp"
#include "tests/engine/fixture.hpp"

namespace elevaite::test {

// Keeps what is streamed, and goes away after so many bytes.
class Reader final : public net::ResponseStream {
 public:
  Task<Result<void>> write(std::string bytes) override {
    text += bytes;
    if (text.size() >= limit) co_return Error{ErrorCode::cancelled, "Gone."};
    co_return Result<void>();
  }
  bool is_open() const override { return text.size() < limit; }
  std::vector<net::SseEvent> events() const {
    std::vector<net::SseEvent> list;
    net::SseParser parser;
    auto keep = [&list](net::SseEvent event) {
      list.push_back(std::move(event));
      return Result<void>();
    };
    EXPECT_TRUE(parser.feed(text, keep).has_value());
    return list;
  }
  std::string text;
  std::size_t limit = SIZE_MAX;
};

struct RouteAnswer {
  int status = 0;
  net::Headers headers;
  Json body;
  std::string text;
  std::string_view word(std::string_view key) const { return find_string(body, key).value_or(""); }
};

class RoutesTest : public EngineTest {
 protected:
  engine::Engine runner{db.executor(),
                        *db,
                        nodes,
                        system_clock(),
                        [this](model::TenantId tenant, model::VersionId version) {
                          return cache.load(tenant, version);
                        },
                        {}};
  std::unique_ptr<ports::BlobStore> blobs =
      adapters::blob::open_blob_store(db.executor(), "memory:", {}).value();
  engine::Files files{db.executor(), *db, *blobs, system_clock(), {}};
  std::unique_ptr<ports::JobQueue> quick =
      adapters::queue::make_database_queue(db.executor(), *db, "quick", system_clock());
  std::unique_ptr<ports::JobQueue> slow =
      adapters::queue::make_database_queue(db.executor(), *db, "long", system_clock());
  jobs::WakeUps wake_ups{db.executor(), system_clock()};
  jobs::JobStore jobs{*db, wake_ups, system_clock()};
  jobs::Scheduler scheduler{db.executor(), *db, jobs, system_clock(), {}};
  identity::TenantSecrets secrets{tenant_keys};
  jobs::NotificationStore notices{*db, system_clock()};
  jobs::InboxWatch inboxes{db.executor(), *db, system_clock(), 5ms};
  jobs::WebhookEndpoints endpoints{*db, secrets, guard, system_clock()};
  jobs::DeliveryStore deliveries{*db, system_clock()};
  http::NotificationServices notifications{notices, inboxes, endpoints, deliveries, mailer->box()};
  http::EngineServices wired{runner,    agents,         cache,
                             nodes,     *models,        credentials,
                             files,     master_keys,    "http://engine.test",
                             *db,       system_clock(), jobs,
                             scheduler, nullptr,        &notifications};
  adapters::embedding::LexicalEmbedder embedder;
  std::unique_ptr<ports::VectorIndex> vectors = adapters::vector::make_database_index(*db);
  knowledge::CollectionStore collections{*db, system_clock()};
  knowledge::DocumentStore documents{*db, system_clock()};
  knowledge::Retrieval retrieval{*db, embedder, *vectors, system_clock()};
  http::KnowledgeServices known{collections, documents, retrieval, *blobs, *vectors};
  Metrics metrics;
  std::unique_ptr<http::Api> api;

  void SetUp() override {
    wake_ups.add(*quick);
    wake_ups.add(*slow);
    wired.knowledge = &known;
    http::Router router;
    http::engine::register_all(router, wired);
    auto authenticate = [this](std::string bearer, std::string) {
      return principal_of(std::move(bearer));
    };
    api = std::make_unique<http::Api>(http::ApiOptions{"Test"}, std::move(router), authenticate,
                                      metrics);
    db.await(runner.start()).value();
  }
  void TearDown() override {
    db.await(inboxes.stop());
    db.await(runner.stop(Duration(1s)));
    EngineTest::TearDown();
  }
  // "ada owner", "eve viewer".
  Task<Result<model::Principal>> principal_of(std::string bearer) {
    model::Principal principal;
    const auto& who = bearer.starts_with("ada") ? ada : eve;
    principal.tenant_id = who.tenant_id;
    principal.user_id = *who.user_id;
    principal.role = model::parse_role(bearer.substr(4)).value();
    principal.permissions = model::permissions_of(principal.role);
    co_return principal;
  }

  net::HttpResponse send(std::string method, std::string target, std::string body = "",
                         net::Headers headers = {}, std::string bearer = "ada owner") {
    net::HttpRequest request;
    request.method = std::move(method);
    request.path = target.substr(0, target.find('?'));
    if (request.path.size() < target.size()) request.query = target.substr(request.path.size() + 1);
    request.target = std::move(target);
    request.headers = std::move(headers);
    if (!request.headers.has("Content-Type")) {
      request.headers.add("Content-Type", "application/json");
    }
    request.headers.add("Authorization", "Bearer " + bearer);
    request.body = std::move(body);
    return db.await(api->handler()(std::move(request)));
  }
  RouteAnswer call(std::string method, std::string target, std::string body = "",
                   net::Headers headers = {}, std::string bearer = "ada owner") {
    auto response = send(std::move(method), std::move(target), std::move(body), std::move(headers),
                         std::move(bearer));
    auto parsed = parse_json(response.body);
    return {response.status, response.headers, parsed ? *parsed : Json(nullptr), response.body};
  }
  // Creates and deploys; the answer's id.
  std::string deployed(std::string name, Json workflow) {
    auto agent = create(std::move(name), std::move(workflow));
    auto done = deploy(agent);
    EXPECT_TRUE(done.has_value()) << (done ? "" : done.error().message);
    return agent.id.str();
  }
  std::string hook(Json workflow) {
    auto agent = create("Hooked", std::move(workflow));
    auto done = deploy(agent);
    EXPECT_TRUE(done.has_value()) << (done ? "" : done.error().message);
    return "/v1/hooks/" + hook_of(agent);
  }
  static Json failing() {
    return json(R"({"nodes":[{"id":"hook","kind":"webhook_trigger"},
      {"id":"stop","kind":"stop_with_error","config":{"message":"sentinel detail"}}],
      "edges":[{"id":"e","source":"hook","target":"stop"}]})");
  }
  static Json asking() {
    return json(R"({"nodes":[{"id":"begin","kind":"manual_trigger"},
      {"id":"ask","kind":"approval","title":"Ask","config":{"title":"Send it?"}},
      {"id":"sent","kind":"set_fields","config":{"fields":[{"name":"sent","value":true}]}},
      {"id":"kept","kind":"set_fields","config":{"fields":[{"name":"sent","value":false}]}}],
      "edges":[{"id":"e","source":"begin","target":"ask"},
       {"id":"f","source":"ask","source_handle":"approved","target":"sent"},
       {"id":"g","source":"ask","source_handle":"rejected","target":"kept"}]})");
  }
  // A run of asking() that waits.
  std::string waiting_run() {
    auto id = deployed("Asker", asking());
    auto started = call("POST", "/v1/agents/" + id + "/runs", R"({"wait":true})");
    EXPECT_EQ(started.status, 202) << started.text;
    EXPECT_EQ(started.word("status"), "waiting");
    return std::string(started.word("id"));
  }
  void wait_for_status(const std::string& run, std::string_view status) {
    for (int i = 0; i < 5000; ++i) {
      if (call("GET", "/v1/runs/" + run).word("status") == status) return;
      db.await(sleep_for(1ms));
    }
    FAIL() << "the run never was " << status;
  }
  std::vector<net::SseEvent> follow(const std::string& target, net::Headers headers = {}) {
    auto response = send("GET", target, "", std::move(headers));
    EXPECT_EQ(response.status, 200) << response.body;
    EXPECT_EQ(response.headers.get("Content-Type"), "text/event-stream");
    Reader reader;
    db.await(response.stream(reader));
    return reader.events();
  }
};

}  // namespace elevaite::test

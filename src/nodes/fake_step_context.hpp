// For tests only: a step without an engine, and services that a test fills in.
#pragma once
#include <map>

#include "core/test_loop.hpp"
#include "nodes/register_all.hpp"
#include "ports/file_shelf.hpp"
#include "ports/knowledge_search.hpp"
#include "ports/report.hpp"
#include "ports/tool.hpp"

namespace elevaite::nodes {

class FakeStepContext final : public ports::StepContext {
 public:
  bool repeated = false;
  std::string key = "run_1/step/1";
  std::string trace;
  std::optional<model::UserId> user;
  ManualClock clock;
  std::map<std::string, ports::Resumption, std::less<>> resumptions;
  std::vector<ports::Tool> attached;

  model::TenantId tenant_id() const override { return tenant_id_; }
  model::RunId run_id() const override { return run_id_; }
  const std::string& node_id() const override { return node_id_; }
  std::string idempotency_key() const override { return key; }
  bool is_repeated() const override { return repeated; }
  Instant now() const override { return clock.now(); }
  std::string traceparent() const override { return trace; }
  std::optional<model::UserId> started_by() const override { return user; }
  Task<Result<ports::SubStepOutput>> sub_step(ports::SubStep, ports::SubStepWork work) override {
    co_return co_await work();
  }
  const std::vector<ports::Tool>& tools() const override { return attached; }
  Task<Result<ports::SubStepOutput>> call_tool(ports::Tool, std::string, Json) override {
    co_return internal_error("no tools here");
  }
  std::optional<ports::Resumption> resumption(std::string_view wanted) const override {
    auto found = resumptions.find(wanted);
    if (found == resumptions.end()) return std::nullopt;
    return found->second;
  }
  Task<Result<std::vector<model::ChatMessage>>> conversation(std::size_t) override {
    co_return std::vector<model::ChatMessage>{};
  }
  void emit(Json) override {}

 private:
  model::TenantId tenant_id_ = model::TenantId::generate();
  model::RunId run_id_ = model::RunId::generate();
  std::string node_id_ = "step";
};

struct FakeModels final : ports::ChatModels {
  std::vector<std::string> asked;
  ports::ChatRequest last;
  std::string answer = "hello";
  Task<Result<model::ChatReply>> chat(std::vector<std::string> models, ports::ChatRequest request,
                                      ports::OnText) override {
    asked = std::move(models);
    last = std::move(request);
    model::ChatReply reply;
    reply.text = answer;
    reply.model = "fake:model";
    co_return reply;
  }
  Json catalogue() const override { return JsonArray{}; }
};

struct FakeMailer final : ports::Mailer {
  std::vector<ports::Mail> sent;
  bool knows_duplicates = false;
  std::optional<Error> failure;
  Task<Result<void>> send(ports::Mail mail) override {
    if (failure) co_return *failure;
    sent.push_back(std::move(mail));
    co_return Result<void>{};
  }
  bool deduplicates() const override { return knows_duplicates; }
};

struct FakeSql final : ports::SqlRunner {
  std::vector<ports::SqlQuery> queries;
  Result<Json> answer = Json(JsonObject{{"row_count", 0}});
  Task<Result<Json>> run(ports::SqlQuery query) override {
    queries.push_back(std::move(query));
    co_return answer;
  }
};

struct FakeVault final : ports::CredentialVault {
  std::map<std::string, Json> credentials;
  Task<Result<Json>> open(model::TenantId, std::string reference) override {
    auto found = credentials.find(reference);
    if (found == credentials.end()) co_return not_found("credential");
    co_return found->second;
  }
};

// Answers what it was asked for as the bytes of the file.
struct FakeRenderer final : ports::ReportRenderer {
  std::vector<ports::Report> reports;
  std::vector<ports::TableExport> tables;
  Task<Result<ports::RenderedFile>> pdf(ports::Report report) override {
    reports.push_back(std::move(report));
    co_return ports::RenderedFile{"%PDF-", "application/pdf", 3};
  }
  Task<Result<ports::RenderedFile>> csv(ports::TableExport table) override {
    tables.push_back(std::move(table));
    co_return ports::RenderedFile{"csv", "text/csv; charset=utf-8", 0};
  }
  Task<Result<ports::RenderedFile>> xlsx(ports::TableExport table) override {
    tables.push_back(std::move(table));
    co_return ports::RenderedFile{"xlsx", "application/zip", 0};
  }
};

struct FakeShelf final : ports::FileShelf {
  std::vector<ports::NewStoredFile> files;
  Task<Result<ports::StoredFile>> put(ports::NewStoredFile file) override {
    files.push_back(file);
    ports::StoredFile stored{"file_1", file.name, file.content_type, file.bytes.size(),
                             "http://x/1"};
    co_return stored;
  }
  Task<Result<std::string>> read(model::TenantId, std::string file_id, std::uint64_t) override {
    co_return "content of " + file_id;
  }
};

// Answers one passage, and keeps what it was asked and for whom.
struct FakeKnowledge final : ports::KnowledgeSearch {
  std::vector<ports::KnowledgeQuery> queries;
  std::vector<std::optional<model::UserId>> askers;
  Result<std::vector<model::Passage>> answer = std::vector<model::Passage>(1, passage());
  Task<Result<std::vector<model::Passage>>> search_for(model::TenantId,
                                                       std::optional<model::UserId> user,
                                                       ports::KnowledgeQuery query) override {
    askers.push_back(user);
    queries.push_back(std::move(query));
    co_return answer;
  }
  static model::Passage passage() {
    model::Passage found;
    found.document_name = "handbook.pdf";
    found.page = 12;
    found.title_path = "Leave";
    found.text = "Thirty days.";
    found.score = 0.5;
    return found;
  }
};

// All kinds on fake services. Loopback is what `allowed` says.
struct NodeBench {
  explicit NodeBench(std::vector<std::string> allowed = {}) : egress(std::move(allowed)) {
    register_all(registry, services);
  }

  asio::io_context loop{1};
  net::HttpClient http{loop.get_executor()};
  net::EgressGuard egress;
  FakeModels models;
  FakeMailer mailer;
  FakeSql sql;
  FakeVault vault;
  ManualClock clock;
  ports::ToolRegistry tools;
  FakeRenderer reports;
  FakeShelf shelf;
  FakeKnowledge knowledge;
  ports::NodeServices services{http,  egress, models,   mailer, sql,       vault,
                               clock, &tools, &reports, &shelf, &knowledge};
  ports::NodeRegistry registry;
  FakeStepContext context;

  Result<ports::NodeOutcome> run(std::string_view kind, Json config, Json input = nullptr,
                                 bool has_several = false) {
    const auto* node = registry.find(kind);
    if (node == nullptr) return not_found("node kind");
    ports::NodeInput given{std::move(config), std::move(input), has_several};
    if (node->evaluate) return node->evaluate(context, given);
    return run_task(loop, node->run(context, std::move(given)));
  }
  // The output of a node that finishes; a test fails with the error otherwise.
  ports::NodeOutput output(std::string_view kind, Json config, Json input = nullptr,
                           bool has_several = false) {
    auto outcome = run(kind, std::move(config), std::move(input), has_several);
    return std::get<ports::NodeOutput>(std::move(outcome).value());
  }
  Error error(std::string_view kind, Json config, Json input = nullptr, bool has_several = false) {
    auto outcome = run(kind, std::move(config), std::move(input), has_several);
    if (outcome) throw std::runtime_error("the node did not fail");
    return outcome.error();
  }
};

inline Json json(std::string_view text) { return parse_json(text).value(); }

}  // namespace elevaite::nodes

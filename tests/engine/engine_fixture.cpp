#include "tests/engine/engine_fixture.hpp"

namespace elevaite::test {

using engine::Engine;
using engine::Started;

void Diary::note_execution(const std::string& run_and_path) {
  ++executions[run_and_path];
  if (recorded.contains(run_and_path)) repeated.push_back(run_and_path);
}

void Diary::note_segment(const std::string& body, const std::string& run) {
  const Json segment = parse_json(body, kMaxStoredJsonDepth).value();
  for (const Json& event : segment.get_array()) {
    if (type_of(event) != "step_succeeded") continue;
    recorded.insert(run + "/" + std::string(find_string(event, "step").value_or("")));
  }
}

std::string type_of(const Json& event) {
  return std::string(find_string(event, "type").value_or(""));
}

std::vector<std::string> types_of(const std::vector<Json>& events) {
  std::vector<std::string> types;
  for (const Json& event : events) types.push_back(type_of(event));
  return types;
}

namespace {

using Versions = std::map<model::VersionId, std::shared_ptr<const engine::CompiledWorkflow>>;

Task<Result<std::shared_ptr<const engine::CompiledWorkflow>>> load(const Versions& versions,
                                                                   model::VersionId id) {
  auto found = versions.find(id);
  if (found == versions.end()) co_return not_found("version");
  co_return found->second;
}

}  // namespace

EngineProcess::EngineProcess(World& world, engine::EngineOptions options) {
  std::string url = world.db.url();
  if (url.starts_with("postgres")) url += "?connections=2";
  auto inner = adapters::database::open_database(loop_.get_executor(), url).value();
  database_ =
      std::make_unique<FaultyDatabase>(loop_.get_executor(), std::move(inner),
                                       [&world](const std::string& body, const std::string& run) {
                                         world.diary.note_segment(body, run);
                                       });
  auto loader = [&world](model::TenantId, model::VersionId id) { return load(world.versions, id); };
  engine_ = std::make_unique<Engine>(loop_.get_executor(), *database_, world.nodes, world.clock,
                                     loader, options);
}

EngineProcess::~EngineProcess() {
  engine_.reset();
  database_.reset();
  loop_.restart();
  loop_.poll();
}

std::size_t EngineProcess::poll() {
  constexpr std::size_t kSome = 200;
  std::size_t handled = 0;
  while (!is_frozen_ && handled < kSome && loop_.poll_one() > 0) ++handled;
  return handled;
}

void EngineProcess::freeze() {
  is_frozen_ = true;
  loop_.stop();
}

void EngineProcess::thaw() {
  is_frozen_ = false;
  loop_.restart();
  database_->thaw();
}

engine::EngineOptions World::quick_options() {
  engine::EngineOptions options;
  options.lease.ttl = 30s;
  options.lease.renewal = 20ms;
  options.rescue_interval = 5ms;
  options.journal.max_backoff = 50ms;
  return options;
}

World::World(const std::string& kind, engine::EngineOptions with) : db(kind), options(with) {
  register_test_nodes(nodes, diary);
}

World::~World() {
  for (auto& process : processes_) {
    if (process.is_frozen()) process.thaw();
    process.database().set_away(false);
  }
  for (auto& process : processes_) {
    bool is_ready = process.engine().is_ready();
    if (is_ready) begin_stop(process);
  }
  try {
    run_until([this] { return stopping_ == 0; });
  } catch (const std::exception& error) {
    ADD_FAILURE() << "an engine did not stop: " << error.what();
    std::abort();  // its coroutines would go on in what is gone
  }
}

void World::begin_stop(EngineProcess& process) {
  ++stopping_;
  start_task(process.loop().get_executor(), process.engine().stop(0ms),
             [this](std::exception_ptr) { --stopping_; });
}

EngineProcess& World::spawn() { return spawn(options); }

EngineProcess& World::spawn(engine::EngineOptions with) {
  EngineProcess& process = processes_.emplace_back(*this, with);
  await(process, process.engine().start()).value();
  return process;
}

void World::stop(EngineProcess& process) {
  begin_stop(process);
  run_until([this] { return stopping_ == 0; });
  processes_.remove_if([&process](const EngineProcess& other) { return &other == &process; });
}

void World::run_until(const std::function<bool()>& is_so, Duration limit) {
  auto deadline = std::chrono::steady_clock::now() + limit;
  while (!is_so()) {
    if (std::chrono::steady_clock::now() > deadline) {
      ADD_FAILURE() << "what was waited for did not come about";
      throw std::runtime_error("what was waited for did not come about");
    }
    std::size_t handled = 0;
    EngineProcess* awake = nullptr;
    for (auto& process : processes_) {
      handled += process.poll();
      if (!process.is_frozen()) awake = &process;
    }
    if (handled > 0) continue;
    if (awake == nullptr) throw std::runtime_error("every process is frozen");
    awake->wait_briefly();
  }
}

void World::run_for(Duration time) {
  auto end = std::chrono::steady_clock::now() + time;
  run_until([end] { return std::chrono::steady_clock::now() >= end; });
}

Definition World::define(model::Workflow workflow) {
  auto lookup = [this](std::string_view kind) { return nodes.find_kind(kind); };
  Definition definition;
  definition.version_id = model::VersionId::generate();
  definition.workflow = engine::CompiledWorkflow::compile(std::move(workflow), lookup).value();
  versions.emplace(definition.version_id, definition.workflow);
  return definition;
}

engine::StartRequest World::request(const Definition& definition, Json input) const {
  engine::StartRequest request;
  request.tenant_id = tenant_id;
  request.agent_id = agent_id;
  request.version_id = definition.version_id;
  request.workflow = definition.workflow;
  request.trigger_node = "start";
  request.input = std::move(input);
  return request;
}

Started World::start(EngineProcess& process, const Definition& definition, Json input) {
  return start(process, request(definition, std::move(input))).value();
}

Result<Started> World::start(EngineProcess& process, engine::StartRequest request) {
  return await(process, process.engine().start_run(std::move(request)));
}

Result<void> World::signal(EngineProcess& process, model::RunId id, std::string step,
                           std::string key, Json payload) {
  return await(process, process.engine().signal_run(tenant_id, id, std::move(step), std::move(key),
                                                    std::move(payload), std::nullopt));
}

Result<void> World::cancel(EngineProcess& process, model::RunId id, std::string reason) {
  return await(process, process.engine().cancel_run(tenant_id, id, std::move(reason)));
}

std::optional<model::Run> World::find_row(model::RunId id) {
  engine::RunStore store(*db);
  auto found = db.await(store.get(tenant_id, id));
  if (!found) return std::nullopt;
  return std::move(*found);
}

model::Run World::row(model::RunId id) { return find_row(id).value(); }

std::optional<model::RunId> World::find_by_key(const std::string& idempotency_key) {
  engine::RunStore store(*db);
  auto found = db.await(store.find_by_key(tenant_id, agent_id, idempotency_key));
  if (!found) return std::nullopt;
  return found->id;
}

std::vector<Json> World::events(model::RunId id) {
  engine::RunStore store(*db);
  return db.await(store.events(tenant_id, id, 0, 1 << 30)).value();
}

std::vector<engine::StepRow> World::steps(model::RunId id) {
  return engine::fold_steps(events(id)).value();
}

engine::StepRow World::step(model::RunId id, const std::string& path) {
  for (auto& row : steps(id)) {
    if (row.step == path) return row;
  }
  ADD_FAILURE() << "the journal does not name " << path;
  return {};
}

model::RunStatus World::wait_for(model::RunId id, model::RunStatus status) {
  run_until([&] {
    auto found = find_row(id);
    return found && found->status == status;
  });
  return row(id).status;
}

model::Run World::wait_for_end(model::RunId id) {
  run_until([&] {
    auto found = find_row(id);
    return found && is_terminal(found->status);
  });
  return row(id);
}

void World::check_journal(model::RunId id) {
  auto rows = db.query(
      "SELECT seq, event_count, body FROM run_events WHERE tenant_id = $1 AND run_id = $2 ORDER BY "
      "seq",
      {tenant_id.uuid, id.uuid});
  std::int64_t next = 1;
  std::vector<std::string> types;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(rows.integer(i, 0), next) << "a segment begins where the one before ends";
    const Json segment = parse_json(rows.text(i, 2), kMaxStoredJsonDepth).value();
    EXPECT_EQ(static_cast<std::int64_t>(segment.get_array().size()), rows.integer(i, 1));
    for (const Json& event : segment.get_array()) {
      EXPECT_EQ(find_int(event, "seq").value_or(0), next++);
      types.push_back(type_of(event));
    }
  }
  auto is_end = [](const std::string& type) {
    return type == "run_succeeded" || type == "run_failed" || type == "run_cancelled";
  };
  ASSERT_FALSE(types.empty());
  EXPECT_EQ(std::count_if(types.begin(), types.end(), is_end), 1);
  EXPECT_TRUE(is_end(types.back())) << types.back();
  EXPECT_EQ("run_" + std::string(to_string(row(id).status)), types.back());
}

}  // namespace elevaite::test

#include "apps/engine_app.hpp"

#include "adapters/blob/open.hpp"
#include "adapters/llm/open.hpp"
#include "adapters/mail/open.hpp"
#include "adapters/report/open.hpp"
#include "adapters/sql/open.hpp"
#include "apps/auth_app.hpp"
#include "apps/aws_settings.hpp"
#include "apps/job_part.hpp"
#include "apps/knowledge_part.hpp"
#include "apps/notification_part.hpp"
#include "apps/tenant_shelf.hpp"
#include "core/log.hpp"
#include "core/net/server.hpp"
#include "engine/engine.hpp"
#include "engine/files.hpp"
#include "engine/run_digests.hpp"
#include "engine/run_job.hpp"
#include "engine/run_retention.hpp"
#include "http/api.hpp"
#include "http/engine_services.hpp"
#include "identity/authenticator.hpp"
#include "nodes/register_all.hpp"
#include "tools/register_all.hpp"

namespace elevaite::apps {
namespace {

adapters::llm::ModelSettings model_settings(const Config& config) {
  adapters::llm::ModelSettings settings;
  settings.openai_base_url = config.text("openai.base_url");
  settings.openai_api_key = config.text("openai.api_key");
  settings.anthropic_base_url = config.text("anthropic.base_url");
  settings.anthropic_api_key = config.text("anthropic.api_key");
  settings.default_model = config.text("models.default");
  settings.scripts_dir = config.text("models.scripts_dir");
  return settings;
}

engine::EngineOptions engine_options(const Config& config) {
  engine::EngineOptions options;
  options.lease = {config.duration("engine.lease_ttl"), config.duration("engine.lease_renewal")};
  options.journal.idle_delay = config.duration("journal.batch_interval");
  options.journal.kill_before_event =
      static_cast<std::uint64_t>(config.integer("testing.kill_before_event"));
  options.journal.kill_after_event =
      static_cast<std::uint64_t>(config.integer("testing.kill_after_event"));
  options.max_active_runs = static_cast<std::size_t>(config.integer("engine.max_active_runs"));
  options.rescue_interval = config.duration("engine.rescue_interval");
  options.run_deadline = config.duration("engine.run_deadline");
  return options;
}

engine::RetentionOptions retention_options(const Config& config) {
  engine::RetentionOptions options;
  options.keep = config.duration("runs.retention");
  return options;
}

engine::FileOptions file_options(const Config& config) {
  engine::FileOptions options;
  options.max_bytes = config.bytes("files.max_size");
  options.quota_bytes = config.bytes("files.tenant_quota");
  options.retention = config.duration("files.retention");
  options.upload_timeout = config.duration("files.upload_timeout");
  options.sweep_interval = config.duration("files.sweep_interval");
  return options;
}

adapters::blob::BlobStoreOptions blob_options(const Config& config, net::HttpClient& http) {
  adapters::blob::BlobStoreOptions options;
  options.http = &http;
  options.credentials = aws_credentials(config);
  options.default_region = environment_variable("AWS_REGION");
  return options;
}

adapters::queue::QueueOptions queue_options(const Config& config, net::HttpClient& http) {
  adapters::queue::QueueOptions options;
  options.sqs.http = &http;
  options.sqs.credentials = aws_credentials(config);
  options.default_region = environment_variable("AWS_REGION");
  return options;
}

http::ApiOptions engine_api_options(const Config& config) {
  http::ApiOptions options;
  options.title = "ElevAIte Workflow Engine";
  options.description = "Agents, chat, runs, tools and triggers.";
  options.cors_origins = config.list("http.cors_origins");
  options.server_urls = {config.text("engine.public_url")};
  options.metrics_token = config.text("http.metrics_token");
  options.trusted_proxies = static_cast<int>(config.integer("http.trusted_proxies"));
  return options;
}

std::vector<std::string> egress_allowed(const Config& config, const EngineAppOptions& app) {
  auto allowed = config.list("egress.allow");
  allowed.insert(allowed.end(), app.egress_allowed.begin(), app.egress_allowed.end());
  return allowed;
}

// What can fail to open, opened before the rest is wired.
struct Opened {
  std::unique_ptr<net::HttpClient> http;
  std::unique_ptr<net::EgressGuard> guard;
  std::unique_ptr<ports::ChatModels> models;
  std::unique_ptr<ports::Mailer> mailer;
  std::unique_ptr<ports::SqlRunner> sql;
  std::unique_ptr<ports::BlobStore> blobs;
  JobQueues queues;
};

class WiredEngineApp final : public EngineApp {
 public:
  WiredEngineApp(ProcessContext& context, const identity::MasterKeys& master_keys,
                 EngineAppOptions options, Opened opened)
      : context_(context),
        options_(std::move(options)),
        opened_(std::move(opened)),
        tenant_keys_(context.database, master_keys, clock_),
        credentials_(context.database, tenant_keys_, clock_),
        knowledge_(context, clock_, *opened_.http, *opened_.blobs),
        services_{
            *opened_.http,       *opened_.guard, *opened_.models, *opened_.mailer, *opened_.sql,
            credentials_,        clock_,         &tools_,         reports_.get(),  &shelf_,
            &knowledge_.search()},
        registered_(register_nodes()),
        versions_(context.executor, context.database, lookup(), clock_),
        agents_(context.database, lookup(), versions_, clock_),
        engine_(context.executor, context.database, nodes_, clock_, loader(),
                engine_options(context.config)),
        retention_(context.executor, context.database, clock_, retention_options(context.config)),
        digests_(context.executor, context.database, clock_),
        files_(context.executor, context.database, *opened_.blobs, clock_,
               file_options(context.config)),
        shelf_(files_, master_keys, clock_, context.config.text("engine.public_url")),
        jobs_(context, clock_, engine_.process_id(), std::move(opened_.queues)),
        notifications_(context, clock_, tenant_keys_, services_, jobs_.store()),
        authenticator_(context.executor, context.database, opened_.http.get(), clock_,
                       context.metrics, authenticator_options(context.config)),
        routes_{engine_,
                agents_,
                versions_,
                nodes_,
                *opened_.models,
                credentials_,
                files_,
                master_keys,
                context.config.text("engine.public_url"),
                context.database,
                clock_,
                jobs_.store(),
                jobs_.scheduler(),
                &tools_},
        api_(engine_api_options(context.config), make_router(), make_authenticate(),
             context.metrics, make_checks()),
        server_(context.executor, with_streams(options_.listener), api_.handler()) {
    context.metrics.gauge_function("elevaite_runs_active",
                                   "Runs that this process holds in memory; waiting runs are not.",
                                   {}, [this] { return static_cast<double>(engine_.active()); });
    run_job_ = engine::make_run_job(engine_, context.database, loader());
    jobs_.add(*run_job_);
    jobs_.add(notifications_.job_kind());
    jobs_.add(knowledge_.job_kind());
    routes_.notifications = &notifications_.services();
    routes_.knowledge = &knowledge_.services();
  }

  Task<Result<void>> start() override {
    CO_CHECK(co_await engine_.start());
    retention_.start();
    digests_.start();
    files_.start();
    CO_CHECK(server_.start());
    jobs_.start(options_.works);
    if (options_.works) notifications_.start();
    log_info(options_.serves_api ? "the Workflow Engine listens" : "the worker listens",
             {{"port", server_.port()}});
    co_return Result<void>();
  }

  Task<void> stop(Duration grace) override {
    api_.set_draining(true);
    co_await server_.stop(grace);
    // What it hands back goes on elsewhere as soon as the engine has let go of the runs.
    co_await jobs_.stop(grace);
    co_await notifications_.stop();
    co_await retention_.stop();
    co_await digests_.stop();
    co_await files_.stop();
    co_await engine_.stop(grace);
    co_await versions_.stop();
    co_await authenticator_.stop();
  }

  std::uint16_t port() const override { return server_.port(); }
  net::HttpHandler handler() override { return api_.handler(); }
  bool streams_body(std::string_view method, std::string_view path) const override {
    return api_.streams_body(method, path);
  }
  engine::Agents& agents() override { return agents_; }
  identity::Credentials& credentials() override { return credentials_; }
  Json openapi() const override { return api_.openapi(); }

 private:
  bool register_nodes() {
    tools::register_all(tools_);
    nodes::register_all(nodes_, services_);
    return true;
  }

  model::NodeKindLookup lookup() {
    return [this](std::string_view kind) { return nodes_.find_kind(kind); };
  }

  engine::WorkflowLoader loader() {
    return [this](model::TenantId tenant_id, model::VersionId version_id) {
      return versions_.load(tenant_id, version_id);
    };
  }

  net::ServerOptions with_streams(net::ServerOptions listener) {
    listener.streams_body = [this](std::string_view method, std::string_view path) {
      return api_.streams_body(method, path);
    };
    return listener;
  }

  http::Router make_router() {
    http::Router router;
    if (options_.serves_api) http::engine::register_all(router, routes_);
    return router;
  }

  http::Authenticate make_authenticate() {
    return [this](std::string bearer, std::string remote_address) {
      return authenticator_.authenticate(std::move(bearer), std::move(remote_address));
    };
  }

  std::vector<http::ReadinessCheck> make_checks() {
    auto ping = [this]() { return context_.database.ping(Duration(1s)); };
    auto ready = [this]() { return check_engine(); };
    auto taking = [this]() { return check_jobs(); };
    return {{"database", ping}, {"engine", ready}, {"jobs", taking}};
  }

  Task<Result<void>> check_jobs() { co_return jobs_.check(); }

  Task<Result<void>> check_engine() {
    if (engine_.is_ready()) co_return Result<void>();
    co_return Error{ErrorCode::unavailable, "The engine has not started, or is stopping."};
  }

  ProcessContext context_;
  EngineAppOptions options_;
  const Clock& clock_ = system_clock();
  Opened opened_;
  identity::TenantKeys tenant_keys_;
  identity::Credentials credentials_;
  ports::ToolRegistry tools_;
  ports::NodeRegistry nodes_;
  std::unique_ptr<ports::ReportRenderer> reports_ = adapters::report::open_report_renderer();
  KnowledgePart knowledge_;
  ports::NodeServices services_;
  bool registered_;
  engine::VersionCache versions_;
  engine::Agents agents_;
  engine::Engine engine_;
  engine::RunRetention retention_;
  engine::RunDigests digests_;
  engine::Files files_;
  TenantShelf shelf_;
  JobPart jobs_;
  NotificationPart notifications_;
  std::unique_ptr<ports::JobKind> run_job_;
  identity::Authenticator authenticator_;
  http::EngineServices routes_;
  http::Api api_;
  net::HttpServer server_;
};

}  // namespace

Result<std::unique_ptr<EngineApp>> make_engine_app(ProcessContext& context,
                                                   const identity::MasterKeys& master_keys,
                                                   EngineAppOptions options) {
  const Config& config = context.config;
  Opened opened;
  opened.http = std::make_unique<net::HttpClient>(context.executor);
  opened.guard = std::make_unique<net::EgressGuard>(egress_allowed(config, options));
  TRY(opened.models,
      adapters::llm::open_models(*opened.http, *opened.guard, model_settings(config)));
  adapters::mail::MailerOptions mail;
  mail.from = config.text("mail.from");
  TRY(opened.mailer, adapters::mail::open_mailer(config.text("mail.url"), mail));
  adapters::sql::SqlRunnerOptions sql;
  sql.sqlite_directory = config.text("sql.sqlite_dir");
  sql.guard = opened.guard.get();
  opened.sql = adapters::sql::open_sql_runner(context.executor, sql);
  TRY(opened.blobs, adapters::blob::open_blob_store(context.executor, config.text("files.url"),
                                                    blob_options(config, *opened.http)));
  TRY(opened.queues, open_queues(context, queue_options(config, *opened.http)));
  return std::unique_ptr<EngineApp>(std::make_unique<WiredEngineApp>(
      context, master_keys, std::move(options), std::move(opened)));
}

}  // namespace elevaite::apps

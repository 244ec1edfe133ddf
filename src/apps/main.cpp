// The one program. Each command is one function below; the wiring lies in the *_app files.
#include <sodium.h>
#include <unistd.h>

#include <boost/asio/signal_set.hpp>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>

#include "adapters/parser/open.hpp"
#include "apps/audit_command.hpp"
#include "apps/auth_app.hpp"
#include "apps/chat_client.hpp"
#include "apps/config_keys.hpp"
#include "apps/demo.hpp"
#include "apps/emf_part.hpp"
#include "apps/engine_app.hpp"
#include "apps/health_command.hpp"
#include "apps/listener.hpp"
#include "apps/process.hpp"
#include "apps/secret_references.hpp"
#include "apps/secret_refresh.hpp"
#include "apps/trace_part.hpp"
#include "apps/web_part.hpp"
#include "core/log.hpp"
#include "identity/mfa/second_factors.hpp"

extern char** environ;

namespace elevaite::apps {
namespace {

constexpr std::string_view kUsage = R"(elevaite: the canvas on a durable engine

usage: elevaite COMMAND [--config FILE] [--set KEY=VALUE]…

  up                  everything in one process, on embedded stores unless configured otherwise
  auth                the Auth API
  engine              the Workflow Engine
  worker              works jobs off and executes runs; serves only its health
  migrate             brings the database's schema up to date, and ends
  chat AGENT          talks to a deployed agent in the terminal (elevaite chat --help)
  openapi DIRECTORY   writes the API documents auth.json and engine.json
  config              prints the configuration in force
  health [SERVICE…]   asks the services that run here whether they can serve (--live: whether they live)
  audit verify        checks that the audit log is as it was written
  rewrap              re-encrypts tenant keys and second factors with the newest master key
  parse               reads one document; for the worker, which does so in a process of its own
  version

Keys are described in docs/configuration.md; each is also the variable ELEVAITE_<KEY>.
)";

struct Command {
  std::string name;
  std::vector<std::string> arguments;
  ConfigSources sources;
};

Result<Command> read_command(int count, char** words) {
  Command command;
  if (count > 1) command.name = words[1];
  for (int i = 2; i < count; ++i) {
    std::string word = words[i];
    bool takes_value = word == "--config" || word == "--set";
    if (takes_value && i + 1 == count) return invalid_argument(word + " needs a value.");
    if (word == "--set") {
      command.sources.settings.emplace_back(words[++i]);
    } else if (word == "--config") {
      command.sources.file_name = words[++i];
      std::ifstream file(command.sources.file_name);
      if (!file) return invalid_argument("Cannot read " + command.sources.file_name + ".");
      std::stringstream text;
      text << file.rdbuf();
      command.sources.file_text = text.str();
    } else {
      command.arguments.push_back(std::move(word));
    }
  }
  for (char** entry = environ; *entry != nullptr; ++entry) {
    std::string_view text = *entry;
    auto equals = text.find('=');
    if (!text.starts_with("ELEVAITE_") || equals == std::string_view::npos) continue;
    command.sources.environment.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return command;
}

// AuthApp as a part of a process.
class AuthPart final : public Part {
 public:
  explicit AuthPart(std::unique_ptr<AuthApp> made) : app(std::move(made)) {}
  Task<Result<void>> start() override { return app->start(); }
  Task<void> stop(Duration grace) override { return app->stop(grace); }
  std::unique_ptr<AuthApp> app;
};

EngineAppOptions engine_at(const Config& config) {
  EngineAppOptions options;
  options.listener = listen_at(config, "engine.address", "engine.port");
  return options;
}

EngineAppOptions worker_at(const Config& config) {
  EngineAppOptions options;
  options.serves_api = false;
  options.listener = listen_at(config, "worker.address", "worker.port");
  return options;
}

// The master keys outlive every part that seals with them.
std::shared_ptr<identity::MasterKeys> master_keys_;

using Parts = std::vector<std::unique_ptr<Part>>;

// What every process has beside its services.
Result<void> add_common(ProcessContext& context, std::string_view service, Parts& parts) {
  TRY(auto refresh, make_secret_refresh(context, *master_keys_));
  if (refresh) parts.push_back(std::move(refresh));
  auto emf = make_emf_part(context, std::string(service));
  if (emf) parts.push_back(std::move(emf));
  auto traces = make_trace_part(context, std::string(service));
  if (traces) parts.push_back(std::move(traces));
  return {};
}

int run_auth(const Config& config) {
  auto make = [](ProcessContext& context) -> Result<Parts> {
    Parts parts;
    CHECK(add_common(context, "auth", parts));
    parts.push_back(std::make_unique<AuthPart>(make_auth_app(
        context.executor, context.database, *master_keys_, context.config, context.metrics)));
    return parts;
  };
  return run_process(config, make, nullptr);
}

int run_engine(const Config& config, EngineAppOptions options) {
  auto make = [options](ProcessContext& context) -> Result<Parts> {
    Parts parts;
    CHECK(add_common(context, options.serves_api ? "engine" : "worker", parts));
    TRY(auto engine, make_engine_app(context, *master_keys_, options));
    parts.push_back(std::move(engine));
    return parts;
  };
  return run_process(config, make, nullptr);
}

// What the ready function needs of the parts; they live until the process ends.
struct UpParts {
  AuthApp* auth = nullptr;
  EngineApp* engine = nullptr;
  WebPart* web = nullptr;  // null: the web is not built
  std::uint16_t carrier_port = 0;
};

void say_where(const Config& config, const UpParts& up) {
  auto line = [](const char* what, std::uint16_t port) {
    std::printf("    %-18shttp://localhost:%u\n", what, port);
  };
  std::puts("\n  ElevAIte is up.\n");
  if (up.web != nullptr) {
    line("ElevAIte App", up.web->app_port());
    line("Auth App", up.web->auth_port());
  }
  line("Auth API", up.auth->port());
  line("Workflow Engine", up.engine->port());
  if (config.boolean("demo.seed")) {
    std::printf("    Sign-in and key   %s/demo.json\n", config.text("data.dir").c_str());
  }
  std::puts("");
  if (up.web == nullptr && !config.text("web.dir").empty()) {
    std::printf("  There are no web apps in %s; ./x up builds them.\n",
                config.text("web.dir").c_str());
  }
  if (config.boolean("demo.seed")) {
    std::puts("  Talk to the example agent:   elevaite chat order-desk\n");
  }
  std::fflush(stdout);
}

Task<Result<void>> seed_and_say(ProcessContext& context, std::shared_ptr<UpParts> up) {
  if (context.config.boolean("demo.seed")) {
    CO_CHECK(co_await seed_demo(context, *up->auth, *up->engine, up->carrier_port));
  }
  say_where(context.config, *up);
  co_return Result<void>();
}

int run_up(const Config& config) {
  auto up = std::make_shared<UpParts>();
  auto make = [up](ProcessContext& context) -> Result<Parts> {
    Parts parts;
    CHECK(add_common(context, "up", parts));
    const bool is_demo = context.config.boolean("demo.seed");
    if (is_demo) {
      up->carrier_port = static_cast<std::uint16_t>(context.config.integer("demo.port"));
      parts.push_back(make_carrier(context.executor, up->carrier_port));
    }
    auto auth = make_auth_app(context.executor, context.database, *master_keys_, context.config,
                              context.metrics);
    up->auth = auth.get();
    parts.push_back(std::make_unique<AuthPart>(std::move(auth)));
    auto options = engine_at(context.config);
    if (is_demo) options.egress_allowed = {"127.0.0.1:" + std::to_string(up->carrier_port)};
    TRY(auto engine, make_engine_app(context, *master_keys_, std::move(options)));
    up->engine = engine.get();
    parts.push_back(std::move(engine));
    TRY(auto web, make_web_part(context, *up->auth, *up->engine));
    up->web = web.get();
    if (web) parts.push_back(std::move(web));
    return parts;
  };
  auto ready = [up](ProcessContext& context) { return seed_and_say(context, up); };
  return run_process(config, make, ready);
}

Task<Result<void>> migrate_only(const Config& config) {
  CO_TRY(auto database, co_await open_migrated(config));
  std::puts("The schema is up to date.");
  co_return Result<void>();
}

Task<Result<void>> rewrap(const Config& config) {
  CO_TRY(auto database, co_await open_migrated(config));
  identity::TenantKeys keys(*database, *master_keys_, system_clock());
  CO_TRY(auto count, co_await keys.rewrap_all());
  identity::SecondFactors factors(*database, *master_keys_, system_clock(), {});
  CO_TRY(auto sealed, co_await factors.reseal_all());
  std::printf("%lld tenant keys and %lld second factors are wrapped with master key %s.\n",
              static_cast<long long>(count), static_cast<long long>(sealed),
              master_keys_->newest_id().c_str());
  co_return Result<void>();
}

Result<void> write_document(const std::string& path, const Json& document) {
  std::ofstream file(path);
  file << pretty_text(document) << '\n';
  if (!file) return invalid_argument("Cannot write " + path + ".");
  return {};
}

Task<Result<void>> write_openapi(const Config& config, std::string directory) {
  CO_TRY(auto database, co_await open_migrated(config));
  auto executor = co_await current_executor();
  Metrics metrics;
  ProcessContext context{executor, config, *database, metrics};
  auto auth = make_auth_app(executor, *database, *master_keys_, config, metrics);
  CO_TRY(auto engine, make_engine_app(context, *master_keys_, engine_at(config)));
  CO_CHECK(write_document(directory + "/auth.json", auth->openapi()));
  CO_CHECK(write_document(directory + "/engine.json", engine->openapi()));
  co_return Result<void>();
}

int serve(const Command& command, const Config& config) {
  const std::string& name = command.name;
  auto keys = open_master_keys(config);
  if (!keys) {
    print_errors(keys.error());
    return 2;
  }
  master_keys_ = std::make_shared<identity::MasterKeys>(std::move(*keys));
  if (name == "up") return run_up(config);
  if (name == "auth") return run_auth(config);
  if (name == "engine") {
    auto options = engine_at(config);
    options.works = false;  // that is what workers are for
    return run_engine(config, std::move(options));
  }
  if (name == "worker") return run_engine(config, worker_at(config));
  if (name == "migrate") return run_command([&config] { return migrate_only(config); });
  if (name == "audit" && command.arguments == std::vector<std::string>{"verify"}) {
    return run_command([&config] { return verify_audit_log(config); });
  }
  if (name == "rewrap") return run_command([&config] { return rewrap(config); });
  if (name == "openapi" && command.arguments.size() == 1) {
    return run_command([&] { return write_openapi(config, command.arguments[0]); });
  }
  std::fputs(kUsage.data(), stderr);
  return 2;
}

Task<Result<void>> read_secrets(const Config& config, ConfigSources& sources) {
  auto executor = co_await current_executor();
  CO_TRY(auto reader, SecretReader::open(executor, config));
  CO_TRY(sources.secrets, co_await reader->read_all(config));
  co_return Result<void>();
}

int run(const Command& command, const Config& config) {
  const std::string& name = command.name;
  if (name == "chat") return run_chat(config, command.arguments);
  if (name == "health") return run_health(config, command.arguments);
  if (name == "config") {
    std::puts(pretty_text(config.printable()).c_str());
    return 0;
  }
  if (config.references().empty()) return serve(command, config);
  // Once more, with what the references mean.
  auto sources = command.sources;
  int failed = run_command([&] { return read_secrets(config, sources); });
  if (failed != 0) return failed;
  auto complete = Config::load(config_keys(), sources);
  if (!complete) {
    print_errors(complete.error());
    return 2;
  }
  return serve(command, *complete);
}

}  // namespace
}  // namespace elevaite::apps

int main(int count, char** words) {
  using namespace elevaite;
  if (sodium_init() < 0) return 70;
  auto command = apps::read_command(count, words);
  if (command && command->name == "version") {
    std::puts("elevaite " ELEVAITE_VERSION);
    return 0;
  }
  if (command && command->name == "parse") return adapters::parser::run_parser_process();
  if (command && (command->name == "help" || command->name == "--help")) {
    std::fputs(apps::kUsage.data(), stdout);
    return 0;
  }
  auto config = command ? Config::load(apps::config_keys(), command->sources)
                        : Result<Config>(command.error());
  if (!config) {
    apps::print_errors(config.error());
    // Docker gives 2 a meaning of its own.
    return command && command->name == "health" ? 1 : 2;
  }
  return apps::run(*command, *config);
}

#include "apps/web_part.hpp"

#include "apps/listener.hpp"
#include "core/log.hpp"
#include "http/web/web_app.hpp"

namespace elevaite::apps {
namespace {

// One thread reads files for both apps; a page asks for some thirty at once.
constexpr std::size_t kReaders = 1;
constexpr std::size_t kMaxWaitingReads = 1024;
constexpr std::string_view kEngineMount = "/api/engine";

class WiredWebPart final : public WebPart {
 public:
  WiredWebPart(ProcessContext& context, AuthApp& auth, EngineApp& engine,
               http::web::SiteIndex auth_site, http::web::SiteIndex app_site)
      : config_(context.config),
        auth_(auth),
        engine_(engine),
        mounts_{{"/api/auth", auth.handler()}, {std::string(kEngineMount), engine.handler()}},
        auth_app_(std::move(auth_site), pool_, mounts_),
        app_(std::move(app_site), pool_, mounts_),
        auth_server_(context.executor, listen_at(config_, "web.address", "web.auth_port"),
                     auth_app_.handler()),
        app_server_(context.executor, app_listener(), app_.handler()) {}

  Task<Result<void>> start() override {
    CO_CHECK(auth_server_.start());
    CO_CHECK(app_server_.start());
    http::web::AppAddresses addresses;
    addresses.auth_port = auth_port();
    addresses.app_port = app_port();
    if (!config_.is_default("web.auth_origin")) {
      addresses.auth_app = config_.text("web.auth_origin");
    }
    if (!config_.is_default("web.app_origin")) {
      addresses.elevaite_app = config_.text("web.app_origin");
    }
    auth_app_.set_addresses(addresses);
    app_.set_addresses(addresses);
    announce();
    log_info("the Auth App is served", {{"port", auth_port()}});
    log_info("the ElevAIte App is served", {{"port", app_port()}});
    co_return Result<void>();
  }

  Task<void> stop(Duration grace) override {
    co_await app_server_.stop(grace);
    co_await auth_server_.stop(grace);
  }

  std::uint16_t auth_port() const override { return auth_server_.port(); }
  std::uint16_t app_port() const override { return app_server_.port(); }

 private:
  // Uploads pass through as they arrive.
  net::ServerOptions app_listener() {
    auto listener = listen_at(config_, "web.address", "web.app_port");
    listener.streams_body = [this](std::string_view method, std::string_view path) {
      return path.starts_with(kEngineMount) &&
             engine_.streams_body(method, path.substr(kEngineMount.size()));
    };
    return listener;
  }

  // The ports may be the system's choice, which no configuration could name.
  void announce() {
    auto origin = [this](std::string_view key, std::uint16_t port) {
      return config_.is_default(key) ? "http://localhost:" + std::to_string(port)
                                     : config_.text(key);
    };
    auto auth_origin = origin("web.auth_origin", auth_port());
    auto app_origin = origin("web.app_origin", app_port());
    std::vector<std::string> origins{auth_origin, app_origin};
    for (const char* host : {"http://localhost:", "http://127.0.0.1:"}) {
      origins.push_back(host + std::to_string(auth_port()));
      origins.push_back(host + std::to_string(app_port()));
    }
    auth_.announce_web(auth_origin, app_origin, std::move(origins));
  }

  const Config& config_;
  AuthApp& auth_;
  EngineApp& engine_;
  ThreadPool pool_{kReaders, kMaxWaitingReads};
  std::vector<http::web::Mount> mounts_;
  http::web::WebApp auth_app_;
  http::web::WebApp app_;
  net::HttpServer auth_server_;
  net::HttpServer app_server_;
};

}  // namespace

Result<std::unique_ptr<WebPart>> make_web_part(ProcessContext& context, AuthApp& auth,
                                               EngineApp& engine) {
  const auto& folder = context.config.text("web.dir");
  if (folder.empty()) return std::unique_ptr<WebPart>();
  auto auth_site = http::web::SiteIndex::read(folder + "/auth");
  auto app_site = http::web::SiteIndex::read(folder + "/elevaite");
  for (auto* site : {&auth_site, &app_site}) {
    if (site->has_value()) continue;
    if (site->error().code != ErrorCode::not_found) return std::move(*site).error();
    log_info("the web apps are not built", {{"folder", folder}});
    return std::unique_ptr<WebPart>();
  }
  return std::unique_ptr<WebPart>(std::make_unique<WiredWebPart>(
      context, auth, engine, std::move(*auth_site), std::move(*app_site)));
}

}  // namespace elevaite::apps

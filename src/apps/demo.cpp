#include "apps/demo.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "apps/examples/embedded.hpp"
#include "core/crypto/random.hpp"
#include "core/log.hpp"

namespace elevaite::apps {
namespace {

constexpr std::string_view kDemoEmail = "demo@elevaite.test";
constexpr std::string_view kExamples[] = {"order_desk.json", "triage.json", "approver.json",
                                          "analyst.json"};
constexpr std::string_view kShopFile = "sample_shop.db";

Task<Result<bool>> has_users(ports::Database& database) {
  ports::Statement statement{"SELECT id FROM users LIMIT 1", {}};
  CO_TRY(auto rows, co_await database.query(ports::Scope::system(), std::move(statement)));
  co_return !rows.empty();
}

// The file appears whole or not at all.
Result<void> write_shop(const std::filesystem::path& directory) {
  std::error_code failed;
  std::filesystem::create_directories(directory, failed);
  auto path = directory / kShopFile;
  if (std::filesystem::exists(path)) return {};
  auto draft = path;
  draft += ".new";
  std::filesystem::remove(draft, failed);
  sqlite3* database = nullptr;
  std::string sql(embedded_examples("sample_shop.sql"));
  int code = sqlite3_open(draft.c_str(), &database);
  if (code == SQLITE_OK) code = sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr);
  std::string message = code == SQLITE_OK ? "" : sqlite3_errmsg(database);
  sqlite3_close(database);
  if (!message.empty()) return internal_error("The sample shop could not be made: " + message);
  std::filesystem::rename(draft, path, failed);
  if (failed) return internal_error("The sample shop could not be made: " + failed.message());
  return {};
}

Result<void> write_private(const std::filesystem::path& path, const std::string& text) {
  auto draft = path;
  draft += ".new";
  ::unlink(draft.c_str());
  int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return internal_error("Cannot write " + path.string() + ".");
  bool is_written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  ::close(file);
  if (!is_written || ::rename(draft.c_str(), path.c_str()) != 0) {
    return internal_error("Cannot write " + path.string() + ".");
  }
  return {};
}

Result<Json> example(std::string_view name, std::uint16_t carrier_port) {
  std::string text(embedded_examples(name));
  std::string carrier = "http://127.0.0.1:" + std::to_string(carrier_port);
  static constexpr std::string_view kMark = "${carrier_url}";
  for (auto at = text.find(kMark); at != std::string::npos; at = text.find(kMark, at)) {
    text.replace(at, kMark.size(), carrier);
  }
  return parse_json(text);
}

Task<Result<model::Principal>> create_owner(AuthApp& auth, std::string password) {
  identity::SignUp request;
  request.email = kDemoEmail;
  request.password = std::move(password);
  request.name = "Demo";
  request.tenant_name = "Demo";
  CO_TRY(auto signed_in, co_await auth.accounts().create_account(std::move(request)));
  co_return signed_in.principal;
}

}  // namespace

Task<Result<void>> seed_demo(ProcessContext& context, AuthApp& auth, EngineApp& engine,
                             std::uint16_t carrier_port) {
  CO_CHECK(write_shop(context.config.text("sql.sqlite_dir")));
  CO_TRY(bool is_seeded, co_await has_users(context.database));
  if (is_seeded) co_return Result<void>();

  std::string password = crypto::random_token(24);
  CO_TRY(auto principal, co_await create_owner(auth, password));
  identity::NewApiKey new_key;
  new_key.name = "Demo";
  new_key.role = model::Role::owner;
  CO_TRY(auto key, co_await auth.api_keys().create(principal, std::move(new_key)));

  identity::NewCredential shop;
  shop.name = "sample-shop";
  shop.kind = "sqlite";
  shop.fields = {{"file", kShopFile}};
  CO_CHECK(co_await engine.credentials().create(principal, std::move(shop)));

  engine::Actor actor{principal.tenant_id, principal.user_id};
  JsonArray slugs;
  for (std::string_view name : kExamples) {
    CO_TRY(auto file, example(name, carrier_port));
    CO_TRY(auto agent, co_await engine.agents().import_agent(actor, std::move(file)));
    std::string id = agent.id.str();
    CO_CHECK(co_await engine.agents().deploy(actor, id, "The example as it ships."));
    slugs.emplace_back(agent.slug);
  }
  JsonObject demo{{"email", kDemoEmail},
                  {"password", password},
                  {"api_key", key.secret},
                  {"agents", std::move(slugs)}};
  CO_CHECK(write_private(context.config.text("data.dir") + "/demo.json", to_text(demo) + "\n"));
  log_info("seeded the demo tenant", {{"email", kDemoEmail}});
  co_return Result<void>();
}

}  // namespace elevaite::apps

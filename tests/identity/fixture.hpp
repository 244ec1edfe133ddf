// Identity over a real, migrated database of either kind, with a clock that the test moves.
#pragma once
#include <gtest/gtest.h>

#include <filesystem>

#include "adapters/database/migrate.hpp"
#include "adapters/database/open.hpp"
#include "core/crypto/random.hpp"
#include "core/test_loop.hpp"
#include "identity/accounts.hpp"
#include "identity/admission.hpp"
#include "identity/api_keys.hpp"
#include "identity/authenticator.hpp"
#include "identity/credentials.hpp"
#include "tests/support/postgres_server.hpp"

namespace elevaite::test {

inline constexpr const char* kPassword = "seven tidy wombats dance";

class DatabaseOfKind {
 public:
  explicit DatabaseOfKind(const std::string& kind) {
    std::filesystem::create_directories(folder_);
    url_ = kind == "sqlite" ? "sqlite:" + (folder_ / "test.db").string()
                            : PostgresServer::instance().create_database();
    database_ = adapters::database::open_database(loop_.get_executor(), url_).value();
    auto migrations = adapters::database::embedded_migrations(database_->dialect());
    await(adapters::database::migrate(*database_, std::move(migrations))).value();
  }
  ~DatabaseOfKind() {
    database_.reset();
    loop_.poll();
    std::filesystem::remove_all(folder_);
  }

  // From now on what writes fails as it does when the disk is full. On PostgreSQL that is said of
  // the tables of jobs and queues alone.
  void fill_disk() {
    run_script(
        database_->dialect() == "sqlite"
            ? "PRAGMA max_page_count = 1"
            : "CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
              " RAISE EXCEPTION 'No space left on device' USING ERRCODE = 'disk_full'; END $$;"
              "CREATE TRIGGER disk_is_full BEFORE INSERT OR UPDATE ON jobs"
              " EXECUTE FUNCTION disk_is_full();"
              "CREATE TRIGGER disk_is_full BEFORE INSERT OR UPDATE ON queue_messages"
              " EXECUTE FUNCTION disk_is_full();"
              "CREATE TRIGGER disk_is_full BEFORE INSERT OR UPDATE ON job_outbox"
              " EXECUTE FUNCTION disk_is_full()");
  }
  void free_disk() {
    run_script(database_->dialect() == "sqlite" ? "PRAGMA max_page_count = 1073741823"
                                                : "DROP FUNCTION disk_is_full() CASCADE");
  }

  template <class T>
  T await(Task<T> task) {
    std::optional<T> answer;
    start_task(executor(), keep_result(std::move(task), answer), rethrow);
    while (!answer) loop_.run_one();
    return std::move(*answer);
  }
  void await(Task<void> task) {
    bool has_ended = false;
    start_task(executor(), std::move(task), [&](std::exception_ptr thrown) {
      has_ended = true;
      rethrow(thrown);
    });
    while (!has_ended) loop_.run_one();
  }
  // All at once; the answers in the order of the tasks.
  template <class T>
  std::vector<T> await_all(std::vector<Task<T>> tasks) {
    std::vector<std::optional<T>> found(tasks.size());
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      start_task(executor(), keep_result(std::move(tasks[i]), found[i]), rethrow);
    }
    std::vector<T> answers;
    for (auto& answer : found) {
      while (!answer) loop_.run_one();
      answers.push_back(std::move(*answer));
    }
    return answers;
  }
  ports::Rows query(std::string_view sql, std::vector<ports::SqlValue> params = {}) {
    return await(database_->query(ports::Scope::system(), {sql, std::move(params)})).value();
  }

  Executor executor() { return loop_.get_executor(); }
  ports::Database& operator*() { return *database_; }
  const std::filesystem::path& folder() const { return folder_; }
  const std::string& url() const { return url_; }

 private:
  void run_script(std::string sql) { await(database_->script(std::move(sql))).value(); }
  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("identity" + Uuid::generate().base32());
  std::string url_;
  asio::io_context loop_{1};
  asio::executor_work_guard<Executor> work_{loop_.get_executor()};
  std::unique_ptr<ports::Database> database_;
};

inline std::string master_key(const std::string& id, char fill) {
  return id + ":" + crypto::base64_encode(crypto::bytes_of(std::string(32, fill)));
}

class IdentityTest : public testing::TestWithParam<std::string> {
 protected:
  DatabaseOfKind db{GetParam()};
  ManualClock clock;
  identity::MasterKeys master_keys = identity::MasterKeys::parse(master_key("k1", 'a')).value();
  crypto::PasswordHasher hasher{{8 << 10, 1}, 2, 100};
  identity::SigningKeys signing_keys{*db, master_keys, clock, {}};
  identity::Sessions sessions{*db, signing_keys, clock, options()};
  identity::Accounts accounts{*db, hasher, sessions, clock, account_options()};
  identity::SecondFactors factors{*db, master_keys, clock, "ElevAIte"};
  identity::SignInChallenges challenges{*db, clock};
  identity::SignInPolicies policies{*db};
  identity::Admission admission{accounts, sessions, factors, challenges, policies};
  identity::ApiKeys api_keys{*db, clock};
  Metrics metrics;
  identity::Authenticator authenticator{db.executor(), *db, nullptr, clock, metrics, {}};
  identity::TenantKeys tenant_keys{*db, master_keys, clock};
  identity::Credentials credentials{*db, tenant_keys, clock};

  static identity::TokenOptions options() {
    identity::TokenOptions out;
    out.max_sessions = 5;
    return out;
  }
  static identity::AccountOptions account_options() {
    identity::AccountOptions out;
    out.limits.per_minute = 6000;
    out.limits.burst = 1000;
    return out;
  }

  void SetUp() override { db.await(signing_keys.refresh()).value(); }
  void TearDown() override { db.await(authenticator.stop()); }

  identity::SignedIn sign_up(const std::string& email = "ada@example.com") {
    identity::SignUp request;
    request.email = email;
    request.password = kPassword;
    request.name = "Ada";
    request.tenant_name = "Engines";
    request.device = {"test", "192.0.2.1"};
    return db.await(accounts.sign_up(std::move(request))).value();
  }
  Result<identity::SignedIn> sign_in(const std::string& email, const std::string& password,
                                     const std::string& address = "192.0.2.9") {
    identity::SignIn request;
    request.email = email;
    request.password = password;
    request.device = {"test", address};
    TRY(auto admitted, db.await(admission.sign_in(std::move(request))));
    return std::move(admitted.signed_in.value());
  }
  Result<identity::SignedIn> refresh(const std::string& token) {
    return db.await(sessions.refresh(token, {"test", "192.0.2.1"}));
  }
  Result<model::Principal> authenticate(const std::string& bearer,
                                        const std::string& address = "192.0.2.1") {
    return db.await(authenticator.authenticate(bearer, address));
  }
  template <class T>
  static std::string reason(const Result<T>& result) {
    return result ? "ok" : result.error().reason;
  }
  // Makes the person of `email` a member of another tenant.
  void join(const identity::SignedIn& person, const identity::SignedIn& owner, std::string role) {
    db.query(
        "INSERT INTO members (id, tenant_id, user_id, role, created_at) "
        "VALUES ($1, $2, $3, $4, $5)",
        {Uuid::generate(), owner.principal.tenant_id.uuid, person.principal.user_id.uuid,
         std::move(role), to_micros(clock.now())});
  }
};

#define ELEVAITE_ON_BOTH_DATABASES(Suite)                                           \
  INSTANTIATE_TEST_SUITE_P(databases, Suite, testing::Values("sqlite", "postgres"), \
                           [](const auto& kind) { return kind.param; })

}  // namespace elevaite::test

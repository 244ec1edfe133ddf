#include "identity/accounts.hpp"

#include "core/log.hpp"
#include "core/utf8.hpp"
#include "identity/account_rows.hpp"
#include "identity/home_tenant.hpp"
#include "identity/password_policy.hpp"
#include "ports/audited_batch.hpp"

namespace elevaite::identity {
namespace {

constexpr std::size_t kMaxNameBytes = 200;
constexpr std::size_t kMaxUnknownAddresses = 10000;
constexpr Duration kKnownAddressFor = std::chrono::hours(24 * 30);

constexpr std::string_view kFindUser =
    "SELECT id, password_hash, failed_sign_ins, locked_until FROM users WHERE email = $1";
constexpr std::string_view kFindUserById =
    "SELECT id, password_hash, failed_sign_ins, locked_until, email, name FROM users WHERE id = $1";
constexpr std::string_view kCountFailure =
    "UPDATE users SET failed_sign_ins = $1, locked_until = $2, updated_at = $3 WHERE id = $4";
constexpr std::string_view kKnownAddress =
    "SELECT id FROM sessions WHERE user_id = $1 AND remote_address = $2 AND created_at > $3 LIMIT "
    "1";
constexpr std::string_view kSetHash =
    "UPDATE users SET password_hash = $1, updated_at = $2 WHERE id = $3";
constexpr std::string_view kSetPassword =
    "UPDATE users SET password_hash = $1, password_changed_at = $2, updated_at = $3 "
    "WHERE id = $4 AND password_hash = $5";
constexpr std::string_view kMemberships =
    "SELECT m.tenant_id, t.name, m.role, m.created_at FROM members m "
    "JOIN tenants t ON t.id = m.tenant_id WHERE m.user_id = $1 ORDER BY t.name, t.id LIMIT 1000";
constexpr std::string_view kLastTenant =
    "SELECT tenant_id FROM sessions WHERE user_id = $1 ORDER BY refreshed_at DESC, id DESC LIMIT 1";
constexpr std::string_view kProfile =
    "SELECT u.email, u.name, u.created_at, t.name, m.created_at, u.email_verified_at FROM members "
    "m "
    "JOIN users u ON u.id = m.user_id JOIN tenants t ON t.id = m.tenant_id "
    "WHERE m.tenant_id = $1 AND m.user_id = $2";

Error sign_in_failed() {
  return Error{ErrorCode::unauthenticated, "The e-mail address or the password is wrong.",
               "sign_in_failed"};
}

void check_name(const std::string& name, std::string field, std::vector<FieldError>& faults) {
  auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  if (name.size() > kMaxNameBytes || !is_utf8(name) ||
      std::any_of(name.begin(), name.end(), is_control)) {
    faults.push_back({std::move(field), "invalid",
                      "A name has at most 200 bytes of text without control characters."});
  }
}

}  // namespace

struct Accounts::User {
  model::UserId id;
  std::string password_hash;
  std::int64_t failed_sign_ins = 0;
  Instant locked_until;
};

Accounts::Accounts(ports::Database& database, crypto::PasswordHasher& hasher, Sessions& sessions,
                   const Clock& clock, AccountOptions options)
    : database_(database),
      hasher_(hasher),
      sessions_(sessions),
      clock_(clock),
      options_(options),
      limiter_(options_.limits.per_minute, options_.limits.burst, clock),
      unknown_(kMaxUnknownAddresses) {}

Result<void> Accounts::take_try(const std::string& remote_address) {
  return limiter_.take(remote_address);
}

Result<NewAccount> Accounts::check_sign_up(const SignUp& request) {
  CHECK(limiter_.take(request.device.remote_address));
  if (!options_.allow_sign_up) {
    return Error{ErrorCode::permission_denied,
                 "New accounts are not open to everybody here. Ask for an invitation.",
                 "sign_up_closed"};
  }
  return settle(request, options_.password);
}

Task<Result<SignedIn>> Accounts::sign_up(SignUp request) {
  CO_TRY(auto account, check_sign_up(request));
  CO_TRY(account.password_hash, co_await hasher_.hash(std::move(request.password)));
  std::vector<ports::Statement> nothing_else;
  co_return co_await store_account(std::move(account), std::move(nothing_else));
}

Task<Result<SignedIn>> Accounts::create_account(SignUp request) {
  CO_TRY(auto account, settle(request, options_.password));
  CO_TRY(account.password_hash, co_await hasher_.hash(std::move(request.password)));
  std::vector<ports::Statement> nothing_else;
  co_return co_await store_account(std::move(account), std::move(nothing_else));
}

Result<NewAccount> Accounts::settle(const SignUp& request, const PasswordRules& rules) {
  std::vector<FieldError> faults;
  auto email = normalise_email(request.email);
  if (!email) faults = email.error().fields;
  for (FieldError& fault : check_password(request.password, rules, request.email, request.name)) {
    faults.push_back(std::move(fault));
  }
  check_name(request.name, "name", faults);
  check_name(request.tenant_name, "tenant_name", faults);
  if (!faults.empty()) return refused_fields(std::move(faults));
  NewAccount account{*email, request.name, request.tenant_name};
  account.device = request.device;
  if (account.name.empty()) account.name = email->substr(0, email->find('@'));
  if (account.tenant_name.empty()) account.tenant_name = account.name + "'s workspace";
  return account;
}

Task<Result<SignedIn>> Accounts::store_account(NewAccount account,
                                               std::vector<ports::Statement> first) {
  auto user_id = model::UserId::generate();
  auto tenant_id = model::TenantId::generate();
  auto now = clock_.now();
  model::AuditEvent audit;
  audit.tenant_id = tenant_id;
  audit.at = now;
  audit.actor = model::user_actor(user_id, account.device.remote_address);
  audit.action = "tenant.created";
  audit.target_kind = "tenant";
  audit.target_id = tenant_id.str();
  audit.after = JsonObject{{"name", account.tenant_name}};
  CO_TRY(auto opening,
         sessions_.prepare(tenant_id, user_id, model::Role::owner, std::move(account.device)));
  std::vector<ports::Statement> batch = std::move(first);
  NewUser user{user_id, std::move(account.email), std::move(account.name),
               std::move(account.password_hash), account.is_verified};
  batch.push_back(insert_user(std::move(user), now));
  batch.push_back(insert_tenant(tenant_id, account.tenant_name, now));
  batch.push_back(insert_member(tenant_id, user_id, model::Role::owner, now));
  for (auto& statement : opening.statements) batch.push_back(std::move(statement));
  auto stored = co_await ports::audited_batch(database_, ports::Scope::system(), std::move(batch),
                                              std::move(audit));
  if (!stored && stored.error().code == ErrorCode::conflict) {
    co_return Error{ErrorCode::conflict,
                    "There is an account with this e-mail address already.",
                    "email_taken",
                    {{"email", "taken", "This address has an account already."}}};
  }
  if (!stored) co_return std::move(stored).error();
  log_info("signed up", {{"user_id", user_id.str()}, {"tenant_id", tenant_id.str()}});
  co_return std::move(opening.signed_in);
}

Task<Result<std::optional<Accounts::User>>> Accounts::find_user(std::string email) {
  ports::Statement select{kFindUser, {std::move(email)}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  if (rows.empty()) co_return std::optional<User>{};
  User user;
  user.id.uuid = rows.uuid(0, 0);
  user.password_hash = rows.text(0, 1);
  user.failed_sign_ins = rows.integer(0, 2);
  user.locked_until = from_micros(rows.integer(0, 3));
  co_return std::optional<User>{std::move(user)};
}

Task<Result<void>> Accounts::check_lock(const std::optional<User>& user, std::string email,
                                        std::string remote_address) {
  auto now = clock_.now();
  auto until = now;
  if (user) until = user->locked_until;
  if (const Failures* failures = user ? nullptr : unknown_.find(email)) until = failures->until;
  if (until <= now) co_return Result<void>{};
  auto user_id = user ? user->id.uuid : Uuid{};
  ports::Statement select{kKnownAddress,
                          {user_id, std::move(remote_address), to_micros(now - kKnownAddressFor)}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  if (!rows.empty()) co_return Result<void>{};
  Error error{ErrorCode::rate_limited,
              "Too many wrong passwords for this account. Wait a little and try again.",
              "account_slowed"};
  error.retry_after = std::chrono::ceil<std::chrono::milliseconds>(until - now);
  co_return error;
}

// In other normal forms of Unicode the same password has up to three times as many bytes.
bool Accounts::is_too_long(const std::string& typed) const {
  return typed.size() / 4 > options_.password.max_bytes;
}

Duration Accounts::wait_after(std::int64_t failures) const {
  const auto& limits = options_.limits;
  if (failures < limits.lockout_after) return Duration{0};
  auto doublings = std::min<std::int64_t>(failures - limits.lockout_after, 20);
  return std::min(limits.lockout_base * (std::int64_t{1} << doublings), limits.lockout_max);
}

// The same statement with and without an account, so that both take the same time.
Task<Result<void>> Accounts::record_failure(const std::optional<User>& user, std::string email,
                                            std::string remote_address) {
  auto now = clock_.now();
  std::int64_t count = 1;
  if (user) {
    count = user->failed_sign_ins + 1;
  } else if (const Failures* failures = unknown_.find(email)) {
    count = failures->count + 1;
  }
  auto until = now + wait_after(count);
  if (!user) unknown_.put(email, Failures{count, until});
  auto user_id = user ? user->id.uuid : Uuid{};
  std::vector<ports::Statement> batch;
  batch.push_back({kCountFailure, {count, to_micros(until), to_micros(now), user_id}});
  model::UserId whose{user_id};
  CO_TRY(auto tenant, co_await home_tenant(database_, whose));
  // Who tried is not known; the address that was typed in may be a password, so it is not kept.
  model::AuditActor actor;
  actor.remote_address = std::move(remote_address);
  auto audit = account_event(tenant, now, std::move(actor), "sign_in.failed", whose);
  CO_CHECK(co_await ports::audited_batch(database_, ports::Scope::system(), std::move(batch),
                                         std::move(audit)));
  co_return Result<void>{};
}

Task<Result<void>> Accounts::record_success(const User& user, std::string password) {
  auto now = to_micros(clock_.now());
  if (user.failed_sign_ins != 0) {
    ports::Statement update{kCountFailure, {std::int64_t{0}, std::int64_t{0}, now, user.id.uuid}};
    CO_CHECK(co_await database_.query(ports::Scope::system(), std::move(update)));
  }
  if (hasher_.needs_rehash(user.password_hash)) {
    CO_TRY(auto hash, co_await hasher_.hash(std::move(password)));
    ports::Statement update{kSetHash, {std::move(hash), now, user.id.uuid}};
    CO_CHECK(co_await database_.query(ports::Scope::system(), std::move(update)));
  }
  co_return Result<void>{};
}

Task<Result<model::UserId>> Accounts::authenticate(SignIn request) {
  CO_CHECK(limiter_.take(request.device.remote_address));
  auto email = normalise_email(request.email);
  std::string address = email ? *email : std::string{};
  // A longer one cannot be right, and hashing it would only cost.
  if (is_too_long(request.password)) request.password.clear();
  CO_TRY(auto user, co_await find_user(address));
  CO_CHECK(co_await check_lock(user, address, request.device.remote_address));
  std::string stored = user ? user->password_hash : std::string{};
  CO_TRY(bool matches, co_await hasher_.verify(request.password, std::move(stored)));
  if (!matches) {
    CO_CHECK(co_await record_failure(user, address, request.device.remote_address));
    co_return sign_in_failed();
  }
  CO_CHECK(co_await record_success(*user, std::move(request.password)));
  co_return user->id;
}

Task<Result<SignedIn>> Accounts::refresh(std::string refresh_token, Device device) {
  CO_CHECK(limiter_.take(device.remote_address));
  co_return co_await sessions_.refresh(std::move(refresh_token), std::move(device));
}

Task<Result<std::vector<Membership>>> Accounts::memberships(model::UserId user_id) {
  ports::Statement select{kMemberships, {user_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  std::vector<Membership> memberships;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto role = model::parse_role(rows.text(i, 2));
    if (!role) co_return internal_error("A member has the unknown role " + rows.text(i, 2) + ".");
    memberships.push_back(
        {{rows.uuid(i, 0)}, rows.text(i, 1), *role, from_micros(rows.integer(i, 3))});
  }
  co_return memberships;
}

Task<Result<Membership>> Accounts::choose_tenant(model::UserId user_id,
                                                 std::optional<model::TenantId> wanted) {
  CO_TRY(auto all, co_await memberships(user_id));
  bool was_asked_for = wanted.has_value();
  if (!was_asked_for) {
    ports::Statement select{kLastTenant, {user_id.uuid}};
    CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
    if (!rows.empty()) wanted = model::TenantId{rows.uuid(0, 0)};
  }
  for (Membership& membership : all) {
    if (membership.tenant_id == wanted) co_return std::move(membership);
  }
  if (was_asked_for) co_return not_found("tenant");
  if (all.empty()) {
    co_return Error{ErrorCode::permission_denied, "You are not a member of any tenant.",
                    "no_tenant"};
  }
  co_return std::move(all.front());
}

Task<Result<void>> Accounts::confirm_password(model::UserId user_id, std::string password) {
  CO_CHECK(limiter_.take(user_id.str()));
  ports::Statement select{kFindUserById, {user_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  if (rows.empty()) co_return not_found("user");
  if (is_too_long(password)) password.clear();
  std::string stored = rows.text(0, 1);
  CO_TRY(bool matches, co_await hasher_.verify(std::move(password), std::move(stored)));
  if (matches) co_return Result<void>{};
  co_return Error{ErrorCode::permission_denied,
                  "The password is wrong.",
                  "password_wrong",
                  {{"password", "wrong", "This is not your password."}}};
}

Task<Result<Profile>> Accounts::profile(model::Principal principal) {
  ports::Statement select{kProfile, {principal.tenant_id.uuid, principal.user_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  if (rows.empty()) co_return not_found("user");
  Profile profile;
  profile.id = principal.user_id;
  profile.email = rows.text(0, 0);
  profile.name = rows.text(0, 1);
  profile.created_at = from_micros(rows.integer(0, 2));
  profile.is_email_verified = !rows.is_null(0, 5);
  profile.tenant = {principal.tenant_id, rows.text(0, 3), principal.role,
                    from_micros(rows.integer(0, 4))};
  co_return profile;
}

Task<Result<void>> Accounts::change_password(model::Principal principal, std::string current,
                                             std::string next) {
  CO_CHECK(limiter_.take(principal.user_id.str()));
  ports::Statement select{kFindUserById, {principal.user_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  if (rows.empty()) co_return not_found("user");
  std::string stored = rows.text(0, 1);
  if (is_too_long(current)) current.clear();
  CO_TRY(bool matches, co_await hasher_.verify(std::move(current), stored));
  if (!matches) {
    co_return Error{ErrorCode::permission_denied,
                    "The current password is wrong.",
                    "password_wrong",
                    {{"current_password", "wrong", "This is not your password."}}};
  }
  auto faults = check_password(next, options_.password, rows.text(0, 4), rows.text(0, 5));
  for (FieldError& fault : faults) fault.field = "new_password";
  if (!faults.empty()) co_return refused_fields(std::move(faults));
  CO_TRY(auto hash, co_await hasher_.hash(std::move(next)));
  auto now = to_micros(clock_.now());
  auto audit = account_event(principal.tenant_id, clock_.now(), model::actor_of(principal),
                             "password.changed", principal.user_id);
  std::vector<ports::Statement> batch;
  // Only over the hash that was checked: of two concurrent changes one wins.
  batch.push_back(
      {kSetPassword, {std::move(hash), now, now, principal.user_id.uuid, stored}, true});
  batch.push_back(
      sessions_.end_others(principal.user_id, principal.session_id, "password_changed"));
  CO_CHECK(co_await ports::audited_batch(database_, ports::Scope::system(), std::move(batch),
                                         std::move(audit)));
  co_return Result<void>{};
}

}  // namespace elevaite::identity

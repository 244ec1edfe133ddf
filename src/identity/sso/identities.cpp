#include "identity/sso/identities.hpp"

namespace elevaite::identity {
namespace {

constexpr std::string_view kFindIdentity =
    "SELECT user_id FROM identities WHERE provider = $1 AND issuer = $2 AND subject = $3";
constexpr std::string_view kInsertIdentity =
    "INSERT INTO identities (id, user_id, provider, issuer, subject, email, created_at, "
    "last_used_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
constexpr std::string_view kTouchIdentity =
    "UPDATE identities SET email = $1, last_used_at = $2 "
    "WHERE provider = $3 AND issuer = $4 AND subject = $5";
constexpr std::string_view kListIdentities =
    "SELECT id, provider, email, created_at, last_used_at FROM identities WHERE user_id = $1 "
    "ORDER BY created_at, id LIMIT 1000";
constexpr std::string_view kHasPassword =
    "SELECT id FROM users WHERE id = $1 AND password_hash <> ''";
// The condition is part of the statement: of two removals at once one finds the other way gone.
constexpr std::string_view kDeleteIdentity =
    "DELETE FROM identities WHERE id = $1 AND user_id = $2 AND ("
    "EXISTS (SELECT 1 FROM users u WHERE u.id = $3 AND u.password_hash <> '') OR "
    "EXISTS (SELECT 1 FROM identities o WHERE o.user_id = $4 AND o.id <> $5))";
// What a deletion waits for, so that two of them do not see each other's identity still there.
constexpr std::string_view kLockUser = "UPDATE users SET updated_at = $1 WHERE id = $2";

}  // namespace

Task<Result<std::optional<model::UserId>>> Identities::find(std::string provider,
                                                            ProviderPerson person) {
  ports::Statement select{kFindIdentity, {std::move(provider), person.issuer, person.subject}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  if (rows.empty()) co_return std::optional<model::UserId>{};
  co_return std::optional<model::UserId>{model::UserId{rows.uuid(0, 0)}};
}

ports::Statement Identities::insert(model::UserId user_id, std::string provider,
                                    const ProviderPerson& person) const {
  auto now = to_micros(clock_.now());
  return {kInsertIdentity,
          {model::IdentityId::generate().uuid, user_id.uuid, std::move(provider), person.issuer,
           person.subject, person.email, now, now}};
}

Task<Result<void>> Identities::link(model::UserId user_id, std::string provider,
                                    ProviderPerson person) {
  auto stored = co_await database_.query(ports::Scope::system(), insert(user_id, provider, person));
  if (stored) co_return Result<void>{};
  if (stored.error().reason != "identities_subject") co_return std::move(stored).error();
  CO_TRY(auto owner, co_await find(std::move(provider), std::move(person)));
  if (owner == user_id) co_return Result<void>{};
  co_return Error{ErrorCode::conflict,
                  "Another account signs in with it already. Remove it there first.",
                  "identity_taken"};
}

Task<Result<void>> Identities::touch(std::string provider, ProviderPerson person) {
  ports::Statement update{
      kTouchIdentity,
      {person.email, to_micros(clock_.now()), std::move(provider), person.issuer, person.subject}};
  CO_CHECK(co_await database_.query(ports::Scope::system(), std::move(update)));
  co_return Result<void>{};
}

Task<Result<Identities::Methods>> Identities::methods_of(model::UserId user_id) {
  ports::Statement select{kListIdentities, {user_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  ports::Statement password{kHasPassword, {user_id.uuid}};
  CO_TRY(auto found, co_await database_.query(ports::Scope::system(), std::move(password)));
  Methods methods;
  methods.has_password = !found.empty();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    methods.identities.push_back({{rows.uuid(i, 0)},
                                  rows.text(i, 1),
                                  rows.text(i, 2),
                                  from_micros(rows.integer(i, 3)),
                                  from_micros(rows.integer(i, 4))});
  }
  co_return methods;
}

Task<Result<void>> Identities::unlink(model::UserId user_id, model::IdentityId id) {
  CO_TRY(auto methods, co_await methods_of(user_id));
  bool is_theirs = std::any_of(methods.identities.begin(), methods.identities.end(),
                               [&](const IdentityView& one) { return one.id == id; });
  if (!is_theirs) co_return not_found("identity");
  std::vector<ports::Statement> batch;
  batch.push_back({kLockUser, {to_micros(clock_.now()), user_id.uuid}});
  batch.push_back(
      {kDeleteIdentity, {id.uuid, user_id.uuid, user_id.uuid, user_id.uuid, id.uuid}, true});
  auto removed = co_await database_.batch(ports::Scope::system(), std::move(batch));
  if (removed) co_return Result<void>{};
  if (removed.error().code != ErrorCode::conflict) co_return std::move(removed).error();
  co_return Error{ErrorCode::conflict,
                  "It is your last way to sign in. Set a password or connect another one first.",
                  "last_sign_in_method"};
}

}  // namespace elevaite::identity

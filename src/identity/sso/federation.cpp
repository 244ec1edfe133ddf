#include "identity/sso/federation.hpp"

#include "core/log.hpp"
#include "identity/account_rows.hpp"
#include "ports/audited_batch.hpp"

namespace elevaite::identity {
namespace {

constexpr std::string_view kFindUserByEmail =
    "SELECT id, email_verified_at FROM users WHERE email = $1";

Error link_required(const Provider& provider) {
  return Error{ErrorCode::conflict,
               "There is an account with this e-mail address already. Sign in with its password, "
               "then connect " +
                   provider.name + " in your account.",
               "link_required"};
}

Error email_unverified(const Provider& provider) {
  return Error{ErrorCode::permission_denied,
               provider.name + " does not vouch for your e-mail address. Verify it there first.",
               "email_unverified"};
}

Error declined(const std::string& error) {
  if (error == "access_denied") {
    return Error{ErrorCode::permission_denied, "The sign-in was declined at the provider.",
                 "access_denied"};
  }
  return Error{ErrorCode::unauthenticated, "The provider did not sign you in. Begin it again.",
               "provider_refused"};
}

}  // namespace

Federation::Federation(ports::Database& database, Sessions& sessions, Admission& admission,
                       Providers& providers, ProviderClient& client, const Clock& clock,
                       AccountOptions options)
    : database_(database),
      sessions_(sessions),
      admission_(admission),
      providers_(providers),
      client_(client),
      clock_(clock),
      options_(options),
      identities_(database, clock),
      flows_(database, clock),
      limiter_(options_.limits.per_minute, options_.limits.burst, clock) {}

Task<Result<Federation::Begun>> Federation::begin(Begin request) {
  CO_CHECK(limiter_.take(request.remote_address));
  CO_TRY(auto provider, co_await providers_.find(std::move(request.provider)));
  Flow flow;
  flow.provider = provider.id;
  flow.links_to = request.links_to;
  flow.return_to = std::move(request.return_to);
  CO_TRY(auto begun, co_await flows_.begin(std::move(flow)));
  auto asked = SignInFlows::request_of(begun.state, begun.browser_secret, request.redirect_uri);
  CO_TRY(auto url, co_await client_.authorization_url(std::move(provider), std::move(asked)));
  Begun out;
  out.authorization_url = std::move(url);
  out.state = std::move(begun.state);
  out.browser_secret = std::move(begun.browser_secret);
  co_return out;
}

Task<Result<Federation::Finished>> Federation::finish(Finish request) {
  CO_CHECK(limiter_.take(request.device.remote_address));
  CO_TRY(auto flow, co_await flows_.take(request.state, request.browser_secret));
  if (!request.error.empty() || request.code.empty()) co_return declined(request.error);
  CO_TRY(auto provider, co_await providers_.find(flow.provider));
  auto asked = SignInFlows::request_of(request.state, request.browser_secret, request.redirect_uri);
  AuthorizationAnswer answer;
  answer.code = std::move(request.code);
  answer.issuer = std::move(request.issuer);
  CO_TRY(auto person, co_await client_.identify(provider, std::move(asked), std::move(answer)));
  Finished finished;
  finished.provider = flow.provider;
  finished.return_to = std::move(flow.return_to);
  if (flow.links_to) {
    CO_CHECK(co_await identities_.link(*flow.links_to, flow.provider, std::move(person)));
    co_return finished;
  }
  CO_TRY(finished.admitted,
         co_await sign_in(std::move(provider), std::move(person), std::move(request.device)));
  co_return finished;
}

Task<Result<Admitted>> Federation::sign_in(Provider provider, ProviderPerson person,
                                           Device device) {
  CO_TRY(auto user_id, co_await identities_.find(provider.id, person));
  if (!user_id) {
    co_return co_await sign_in_newcomer(std::move(provider), std::move(person), std::move(device));
  }
  CO_CHECK(co_await identities_.touch(provider.id, std::move(person)));
  Proof proof;
  proof.provider = provider.id;
  co_return co_await admission_.enter(*user_id, provider.tenant_id, std::move(proof),
                                      std::move(device));
}

Task<Result<Admitted>> Federation::sign_in_newcomer(Provider provider, ProviderPerson person,
                                                    Device device) {
  if (!person.is_email_verified) co_return email_unverified(provider);
  ports::Statement select{kFindUserByEmail, {person.email}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  if (rows.empty()) {
    co_return co_await create_account(std::move(provider), std::move(person), std::move(device));
  }
  if (rows.is_null(0, 1)) co_return link_required(provider);
  model::UserId user_id{rows.uuid(0, 0)};
  CO_CHECK(co_await identities_.link(user_id, provider.id, std::move(person)));
  log_info("connected an identity by its verified address",
           {{"user_id", user_id.str()}, {"provider", provider.id}});
  Proof proof;
  proof.provider = provider.id;
  co_return co_await admission_.enter(user_id, provider.tenant_id, std::move(proof),
                                      std::move(device));
}

Task<Result<Admitted>> Federation::create_account(Provider provider, ProviderPerson person,
                                                  Device device) {
  if (!options_.allow_sign_up) {
    co_return Error{ErrorCode::permission_denied,
                    "New accounts are not open to everybody here. Ask for an invitation.",
                    "sign_up_closed"};
  }
  auto now = clock_.now();
  auto user_id = model::UserId::generate();
  auto tenant_id = model::TenantId::generate();
  auto name = person.name.empty() ? person.email.substr(0, person.email.find('@')) : person.name;
  model::AuditEvent audit;
  audit.tenant_id = tenant_id;
  audit.at = now;
  audit.actor = model::user_actor(user_id, device.remote_address);
  audit.action = "tenant.created";
  audit.target_kind = "tenant";
  audit.target_id = tenant_id.str();
  audit.after = JsonObject{{"name", name + "'s workspace"}, {"provider", provider.id}};
  Proof proof;
  proof.provider = provider.id;
  CO_TRY(auto opening, sessions_.prepare(tenant_id, user_id, model::Role::owner, std::move(device),
                                         std::move(proof)));
  std::vector<ports::Statement> batch;
  batch.push_back(insert_user({user_id, person.email, name, "", true}, now));
  batch.push_back(insert_tenant(tenant_id, name + "'s workspace", now));
  batch.push_back(insert_member(tenant_id, user_id, model::Role::owner, now));
  batch.push_back(identities_.insert(user_id, provider.id, person));
  for (auto& statement : opening.statements) batch.push_back(std::move(statement));
  auto stored = co_await ports::audited_batch(database_, ports::Scope::system(), std::move(batch),
                                              std::move(audit));
  // Somebody was faster, perhaps the same person in another tab.
  if (!stored && stored.error().code == ErrorCode::conflict) {
    co_return conflict("This account is being made by another request. Sign in again.");
  }
  if (!stored) co_return std::move(stored).error();
  log_info("signed up through a provider",
           {{"user_id", user_id.str()}, {"tenant_id", tenant_id.str()}, {"provider", provider.id}});
  Admitted admitted;
  admitted.signed_in = std::move(opening.signed_in);
  co_return admitted;
}

}  // namespace elevaite::identity

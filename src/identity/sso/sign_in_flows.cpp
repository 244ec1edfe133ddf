#include "identity/sso/sign_in_flows.hpp"

#include "core/crypto/random.hpp"

namespace elevaite::identity {
namespace {

constexpr std::size_t kCookieNameHashCharacters = 12;

constexpr std::string_view kInsertFlow =
    "INSERT INTO sign_in_flows (state_hash, browser_hash, provider, links_to, return_to, "
    "created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
constexpr std::string_view kForgetFlows = "DELETE FROM sign_in_flows WHERE expires_at < $1";
constexpr std::string_view kTake =
    "DELETE FROM sign_in_flows WHERE state_hash = $1 "
    "RETURNING browser_hash, provider, links_to, return_to, expires_at";

ports::Bytes flow_hash(std::string_view text) {
  auto digest = crypto::sha256(text);
  return {digest.begin(), digest.end()};
}

std::string derived(const std::string& secret, std::string_view purpose, std::string_view state) {
  auto message = std::string(purpose) + " " + std::string(state);
  return crypto::base64url_encode(
      crypto::hmac_sha256(crypto::bytes_of(secret), crypto::bytes_of(message)));
}

}  // namespace

std::string SignInFlows::cookie_name(std::string_view state) {
  auto hash = crypto::base64url_encode(crypto::sha256(state));
  return "elevaite_flow_" + hash.substr(0, kCookieNameHashCharacters);
}

AuthorizationRequest SignInFlows::request_of(std::string state, const std::string& browser_secret,
                                             std::string redirect_uri) {
  AuthorizationRequest request;
  request.redirect_uri = std::move(redirect_uri);
  request.nonce = derived(browser_secret, "nonce", state);
  request.code_verifier = derived(browser_secret, "code_verifier", state);
  request.state = std::move(state);
  return request;
}

Task<Result<SignInFlows::Begun>> SignInFlows::begin(Flow flow) {
  auto now = clock_.now();
  Begun begun{crypto::random_token(), crypto::random_token()};
  ports::SqlValue links_to;
  if (flow.links_to) links_to = flow.links_to->uuid;
  std::vector<ports::Statement> batch;
  batch.push_back({kForgetFlows, {to_micros(now)}});
  batch.push_back({kInsertFlow,
                   {flow_hash(begun.state), flow_hash(begun.browser_secret),
                    std::move(flow.provider), std::move(links_to), std::move(flow.return_to),
                    to_micros(now), to_micros(now + kFlowLife)}});
  CO_CHECK(co_await database_.batch(ports::Scope::system(), std::move(batch)));
  co_return begun;
}

Task<Result<Flow>> SignInFlows::take(std::string state, std::string browser_secret) {
  ports::Statement statement{kTake, {flow_hash(state)}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(statement)));
  bool is_sound = !rows.empty() && from_micros(rows.integer(0, 4)) > clock_.now() &&
                  crypto::equal_in_constant_time(rows.bytes(0, 0), flow_hash(browser_secret));
  if (!is_sound) {
    co_return Error{ErrorCode::unauthenticated,
                    "This sign-in was begun in another browser, too long ago, or has been used. "
                    "Begin it again.",
                    "flow_unknown"};
  }
  Flow flow;
  flow.provider = rows.text(0, 1);
  if (!rows.is_null(0, 2)) flow.links_to = model::UserId{rows.uuid(0, 2)};
  flow.return_to = rows.text(0, 3);
  co_return flow;
}

}  // namespace elevaite::identity

#include "identity/signing_keys.hpp"

#include "core/crypto/random.hpp"
#include "core/log.hpp"

namespace elevaite::identity {
namespace {

constexpr std::string_view kSelectKeys =
    "SELECT kid, master_key_id, sealed_private_key, signs_from, signs_until FROM signing_keys "
    "WHERE forgotten_at > $1 ORDER BY signs_from DESC, kid LIMIT 100";
constexpr std::string_view kSelectPublic =
    "SELECT public_jwk FROM signing_keys WHERE forgotten_at > $1 ORDER BY signs_from DESC LIMIT "
    "100";
constexpr std::string_view kInsertKey =
    "INSERT INTO signing_keys (kid, public_jwk, master_key_id, sealed_private_key, created_at, "
    "signs_from, signs_until, forgotten_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
constexpr std::string_view kResealSigningKey =
    "UPDATE signing_keys SET sealed_private_key = $1, master_key_id = $2 "
    "WHERE kid = $3 AND master_key_id = $4";
constexpr std::string_view kForgetKeys = "DELETE FROM signing_keys WHERE forgotten_at <= $1";

std::string associated_data(std::string_view kid) { return "signing_key/" + std::string(kid); }

}  // namespace

Task<Result<void>> SigningKeys::load() {
  auto now = clock_.now();
  ports::Statement select{kSelectKeys, {to_micros(now)}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  std::vector<Key> keys;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto associated = associated_data(rows.text(i, 0));
    CO_TRY(auto plain, master_keys_.open(rows.text(i, 1), rows.bytes(i, 2), associated));
    if (rows.text(i, 1) != master_keys_.newest_id()) {
      ports::Statement reseal{kResealSigningKey,
                              {master_keys_.seal(plain, associated), master_keys_.newest_id(),
                               rows.text(i, 0), rows.text(i, 1)}};
      CO_CHECK(co_await database_.query(ports::Scope::system(), std::move(reseal)));
    }
    auto key = crypto::Es256SigningKey::from_private_bytes(plain);
    crypto::wipe(plain);
    if (!key) co_return std::move(key).error();
    keys.push_back(
        {std::move(*key), from_micros(rows.integer(i, 3)), from_micros(rows.integer(i, 4))});
  }
  keys_ = std::move(keys);
  co_return Result<void>{};
}

Task<Result<std::string>> SigningKeys::create(Instant signs_from) {
  auto now = clock_.now();
  auto key = crypto::Es256SigningKey::generate();
  auto plain = key.private_bytes();
  auto sealed = master_keys_.seal(plain, associated_data(key.kid()));
  crypto::wipe(plain);
  auto signs_until = signs_from + options_.ttl;
  ports::Statement insert{kInsertKey,
                          {key.kid(), to_text(key.public_key().to_jwk()), master_keys_.newest_id(),
                           std::move(sealed), to_micros(now), to_micros(signs_from),
                           to_micros(signs_until), to_micros(signs_until + options_.overlap)}};
  CO_CHECK(co_await database_.query(ports::Scope::system(), std::move(insert)));
  log_info("made a signing key", {{"kid", key.kid()}, {"signs_from", to_rfc3339(signs_from)}});
  co_return key.kid();
}

Task<Result<void>> SigningKeys::refresh() {
  CO_CHECK(co_await load());
  auto now = clock_.now();
  bool signs_now = current() != nullptr;
  // The last moment that any known key covers.
  Instant covered_until = now;
  for (const Key& key : keys_) covered_until = std::max(covered_until, key.signs_until);
  bool needs_successor = !signs_now || covered_until - options_.overlap <= now;
  if (!needs_successor) co_return Result<void>{};
  CO_CHECK(co_await create(signs_now ? covered_until : now));
  ports::Statement forget{kForgetKeys, {to_micros(now)}};
  CO_CHECK(co_await database_.query(ports::Scope::system(), std::move(forget)));
  co_return co_await load();
}

Task<Result<std::string>> SigningKeys::rotate(Duration publish_for) {
  CO_TRY(auto kid, co_await create(clock_.now() + publish_for));
  CO_CHECK(co_await load());
  co_return kid;
}

const crypto::Es256SigningKey* SigningKeys::current() const {
  auto now = clock_.now();
  for (const Key& key : keys_) {
    if (key.signs_from <= now && now < key.signs_until) return &key.key;
  }
  return nullptr;
}

Json SigningKeys::jwks() const {
  JsonArray list;
  for (const Key& key : keys_) list.push_back(key.key.public_key().to_jwk());
  JsonObject out;
  out["keys"] = std::move(list);
  return out;
}

Task<Result<std::vector<crypto::Es256PublicKey>>> load_public_keys(ports::Database& database,
                                                                   Instant now) {
  ports::Statement select{kSelectPublic, {to_micros(now)}};
  CO_TRY(auto rows, co_await database.query(ports::Scope::system(), std::move(select)));
  std::vector<crypto::Es256PublicKey> keys;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CO_TRY(auto jwk, parse_json(rows.text(i, 0)));
    CO_TRY(auto key, crypto::Es256PublicKey::from_jwk(jwk));
    keys.push_back(std::move(key));
  }
  co_return keys;
}

Result<std::vector<crypto::Es256PublicKey>> public_keys_of(const Json& jwks) {
  const auto* list = find_array(jwks, "keys");
  if (list == nullptr) return invalid_argument("The JWKS document has no keys.");
  std::vector<crypto::Es256PublicKey> keys;
  for (const Json& jwk : *list) {
    auto key = crypto::Es256PublicKey::from_jwk(jwk);
    if (key) keys.push_back(std::move(*key));
  }
  return keys;
}

}  // namespace elevaite::identity

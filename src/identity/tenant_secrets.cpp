#include "identity/tenant_secrets.hpp"

#include "core/crypto/aead.hpp"
#include "core/crypto/random.hpp"

namespace elevaite::identity {
namespace {

std::string associated_data(model::TenantId tenant_id, const std::string& place) {
  return "secret/" + tenant_id.uuid.str() + "/" + place;
}

}  // namespace

Task<Result<ports::SealedSecret>> TenantSecrets::seal(model::TenantId tenant_id, std::string place,
                                                      std::string secret) {
  CO_TRY(auto key, co_await keys_.newest(tenant_id));
  ports::SealedSecret sealed{key.version, crypto::seal(key.bytes, crypto::bytes_of(secret),
                                                       associated_data(tenant_id, place))};
  crypto::wipe(secret);
  crypto::wipe(key.bytes);
  co_return sealed;
}

Task<Result<std::string>> TenantSecrets::open(model::TenantId tenant_id, std::string place,
                                              ports::SealedSecret sealed) {
  CO_TRY(auto key, co_await keys_.version(tenant_id, sealed.key_version));
  auto plain = crypto::open(key.bytes, sealed.bytes, associated_data(tenant_id, place));
  crypto::wipe(key.bytes);
  if (!plain) co_return std::move(plain).error();
  std::string secret(crypto::text_of(*plain));
  crypto::wipe(*plain);
  co_return secret;
}

}  // namespace elevaite::identity

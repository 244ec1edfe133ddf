#include "identity/sso/providers.hpp"

namespace elevaite::identity {

Task<Result<Provider>> Providers::find(std::string id) {
  for (const Provider& provider : operators_) {
    if (provider.id == id) co_return provider;
  }
  co_return not_found("provider");
}

}  // namespace elevaite::identity

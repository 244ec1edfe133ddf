// Ids of the nouns of signing in, which only identity and its routes use.
#pragma once
#include "core/id.hpp"

namespace elevaite::model {

struct IdentityNoun {
  static constexpr std::string_view kPrefix = "idn";
  static constexpr std::string_view kNoun = "identity";
};
using IdentityId = Id<IdentityNoun>;

struct ProviderNoun {
  static constexpr std::string_view kPrefix = "prov";
  static constexpr std::string_view kNoun = "provider";
};
using ProviderId = Id<ProviderNoun>;

}  // namespace elevaite::model

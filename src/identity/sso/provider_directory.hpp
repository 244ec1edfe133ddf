// What providers publish about themselves: discovery documents and keys, remembered for a while.
// Loop thread only.
#pragma once
#include <string>
#include <vector>

#include "core/crypto/verification_key.hpp"
#include "core/lru_cache.hpp"
#include "core/net/client.hpp"
#include "core/time.hpp"
#include "identity/sso/provider.hpp"

namespace elevaite::identity {

struct ProviderMetadata {
  std::string issuer;
  std::string authorization_endpoint;
  std::string token_endpoint;
  std::string jwks_uri;
  std::string userinfo_endpoint{};  // may be empty
  // Whether its answers always name it (RFC 9207).
  bool names_itself = false;
  // Whether it wants the client's secret in the body: it takes no other way.
  bool wants_secret_in_body = false;
};

struct DirectoryOptions {
  Duration timeout = std::chrono::seconds(10);  // of one call
  Duration ttl = std::chrono::hours(1);
  // An unknown key asks for newer ones, but not more often than this.
  Duration min_refetch = std::chrono::seconds(5);
};

class ProviderDirectory {
 public:
  ProviderDirectory(net::HttpClient& http, const Clock& clock, DirectoryOptions options)
      : http_(http), clock_(clock), options_(options), known_(kMaxKnown) {}

  // Errors: unavailable, reason "provider_unavailable".
  Task<Result<ProviderMetadata>> metadata(Provider provider);
  Task<Result<std::vector<crypto::VerificationKey>>> keys(Provider provider);
  // Forgets what is known of it, so that the next question goes to the provider; but when that was
  // asked a moment ago, false.
  bool forget(const Provider& provider);

 private:
  static constexpr std::size_t kMaxKnown = 1000;
  struct Known {
    ProviderMetadata metadata;
    Instant read_at;
    std::vector<crypto::VerificationKey> keys;
    std::optional<Instant> keys_read_at;
  };
  Task<Result<Json>> fetch(Provider provider, std::string url);

  net::HttpClient& http_;
  const Clock& clock_;
  DirectoryOptions options_;
  LruCache<std::string, Known> known_;
};

}  // namespace elevaite::identity

// The keys that sign access tokens, shared by all Auth API processes through the database, sealed
// by the master key. A key is published before its first use and stays published after its last.
#pragma once
#include <optional>
#include <vector>

#include "core/crypto/es256.hpp"
#include "identity/master_keys.hpp"
#include "identity/options.hpp"
#include "ports/database.hpp"

namespace elevaite::identity {

class SigningKeys {
 public:
  SigningKeys(ports::Database& database, const MasterKeys& master_keys, const Clock& clock,
              SigningKeyOptions options)
      : database_(database), master_keys_(master_keys), clock_(clock), options_(options) {}

  // Reads the keys, makes the first one or the successor of one that ends soon, forgets those long
  // past. Call at start-up and every minute.
  Task<Result<void>> refresh();
  // Makes a successor now, which takes over after `publish_for`; answers its kid. For operators.
  Task<Result<std::string>> rotate(Duration publish_for);

  // The key to sign with now; null before the first refresh().
  const crypto::Es256SigningKey* current() const;
  // {"keys":[…]}: every published key.
  Json jwks() const;

 private:
  struct Key {
    crypto::Es256SigningKey key;
    Instant signs_from;
    Instant signs_until;
  };
  Task<Result<void>> load();
  Task<Result<std::string>> create(Instant signs_from);

  ports::Database& database_;
  const MasterKeys& master_keys_;
  const Clock& clock_;
  SigningKeyOptions options_;
  std::vector<Key> keys_;  // newest signs_from first
};

// The published keys, for whoever only verifies.
Task<Result<std::vector<crypto::Es256PublicKey>>> load_public_keys(ports::Database& database,
                                                                   Instant now);
// The same from a JWKS document; keys of other kinds are skipped.
Result<std::vector<crypto::Es256PublicKey>> public_keys_of(const Json& jwks);

}  // namespace elevaite::identity

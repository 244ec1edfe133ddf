// Configuration values that name a secret instead of being one: `secretsmanager:NAME`, or
// `secretsmanager:NAME#KEY` for one member of a secret that is a JSON object.
#pragma once
#include <map>
#include <memory>
#include <string>

#include "adapters/database/password_source.hpp"
#include "core/config.hpp"
#include "core/net/client.hpp"
#include "identity/master_keys.hpp"
#include "ports/secret_store.hpp"

namespace elevaite::apps {

struct SecretReference {
  std::string secret;    // a name or an ARN
  std::string json_key;  // empty: the whole text
};
Result<SecretReference> parse_secret_reference(std::string_view text);
// The text that the reference means, of what the secret says. Errors repeat nothing of it.
Result<std::string> select_secret(const SecretReference& reference, const std::string& secret);

class SecretReader {
 public:
  // `config` is asked for aws.* and secrets.* only, which may not be references themselves.
  static Result<std::unique_ptr<SecretReader>> open(Executor executor, const Config& config);

  Task<Result<std::string>> read(std::string reference);
  // Of all references of the configuration, by key; each secret is read once. Errors name the key.
  Task<Result<std::map<std::string, std::string>>> read_all(const Config& config);

 private:
  explicit SecretReader(Executor executor) : http_(executor) {}
  net::HttpClient http_;
  std::unique_ptr<ports::SecretStore> store_;
};

// For database.url when it is a reference: the password of its present text, read again when the
// server refuses it. Null when it is none.
Result<std::shared_ptr<adapters::database::PasswordSource>> database_password(Executor executor,
                                                                              const Config& config);

}  // namespace elevaite::apps

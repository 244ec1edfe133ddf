// AWS Secrets Manager, or what speaks its API.
#pragma once
#include <memory>

#include "core/aws/credential_source.hpp"
#include "ports/secret_store.hpp"

namespace elevaite::adapters::secrets {

struct SecretsManagerOptions {
  std::string region;
  std::string endpoint{};  // empty: AWS's own of the region
  aws::CredentialSettings credentials{};
};

// `http` and `clock` outlive it. Errors of the options name region or endpoint.
Result<std::unique_ptr<ports::SecretStore>> open_secrets_manager(
    net::HttpClient& http, SecretsManagerOptions options, const Clock& clock = system_clock());

}  // namespace elevaite::adapters::secrets

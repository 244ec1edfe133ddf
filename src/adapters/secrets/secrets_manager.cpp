#include "adapters/secrets/secrets_manager.hpp"

#include "core/aws/json_api.hpp"
#include "core/crypto/encoding.hpp"

namespace elevaite::adapters::secrets {
namespace {

class SecretsManager final : public ports::SecretStore {
 public:
  SecretsManager(net::HttpClient& http, const Clock& clock, aws::CredentialSettings credentials,
                 aws::JsonService service)
      : api_(http, clock, std::move(credentials), std::move(service)) {}

  Task<Result<std::string>> read(std::string name) override {
    JsonObject body{{"SecretId", name}};
    auto answer = co_await api_.call("GetSecretValue", std::move(body), 5s);
    if (!answer) {
      co_return std::move(answer).error().while_doing("reading the secret " + name);
    }
    if (auto text = find_string(*answer, "SecretString")) co_return std::string(*text);
    auto bytes = crypto::base64_decode(find_string(*answer, "SecretBinary").value_or(""));
    if (!bytes || bytes->empty()) {
      co_return Error{ErrorCode::unavailable, "The secret " + name + " has no value."};
    }
    co_return std::string(bytes->begin(), bytes->end());
  }

 private:
  aws::JsonApi api_;
};

}  // namespace

Result<std::unique_ptr<ports::SecretStore>> open_secrets_manager(net::HttpClient& http,
                                                                 SecretsManagerOptions options,
                                                                 const Clock& clock) {
  if (options.region.empty()) {
    return invalid_argument("There is no region: set secrets.region, or AWS_REGION.");
  }
  aws::JsonService service;
  service.region = options.region;
  service.name = "secretsmanager";
  service.target = "secretsmanager";
  service.content_type = "application/x-amz-json-1.1";
  CHECK(aws::place(service, options.endpoint));
  return std::unique_ptr<ports::SecretStore>(std::make_unique<SecretsManager>(
      http, clock, std::move(options.credentials), std::move(service)));
}

}  // namespace elevaite::adapters::secrets

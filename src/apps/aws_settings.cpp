#include "apps/aws_settings.hpp"

#include <cstdlib>

namespace elevaite::apps {

std::string environment_variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

aws::CredentialSettings aws_credentials(const Config& config) {
  auto settings = aws::credential_settings(environment_variable);
  if (const auto& id = config.text("aws.access_key_id"); !id.empty()) {
    settings.fixed = {id, config.text("aws.secret_access_key"), config.text("aws.session_token")};
  }
  return settings;
}

}  // namespace elevaite::apps

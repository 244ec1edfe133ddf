// What every call to AWS takes from the configuration and the environment of a task.
#pragma once
#include "core/aws/credential_source.hpp"
#include "core/config.hpp"

namespace elevaite::apps {

// aws.access_key_id and its companions, or what the standard variables say.
aws::CredentialSettings aws_credentials(const Config& config);
std::string environment_variable(const char* name);

}  // namespace elevaite::apps

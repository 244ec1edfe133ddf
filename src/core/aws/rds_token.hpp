// What stands in for a database user's password at RDS: a signed link to "connect", good for new
// connections for fifteen minutes. Made here, without a call.
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html
#pragma once
#include "core/aws/sigv4.hpp"

namespace elevaite::aws {

struct RdsEndpoint {
  std::string host;  // the instance's own name: RDS checks the token against it
  std::string port = "5432";
  std::string user;
  std::string region;
};

inline constexpr std::chrono::minutes kRdsTokenLifetime{15};

std::string rds_token(const RdsEndpoint& endpoint, const Credentials& credentials, Instant at);

// "eu-central-1" of "name.id.eu-central-1.rds.amazonaws.com"; empty for other names.
std::string region_of_rds_host(std::string_view host);

}  // namespace elevaite::aws

#include "core/aws/rds_token.hpp"

namespace elevaite::aws {

std::string rds_token(const RdsEndpoint& endpoint, const Credentials& credentials, Instant at) {
  SignableRequest request;
  request.host = endpoint.host + ":" + endpoint.port;
  request.query = {{"Action", "connect"}, {"DBUser", endpoint.user}};
  presign(request, credentials, {endpoint.region, "rds-db"}, at, kRdsTokenLifetime);
  return request.host + request.target();
}

std::string region_of_rds_host(std::string_view host) {
  auto end = host.find(".rds.amazonaws.com");
  if (end == std::string_view::npos) return "";
  auto start = host.substr(0, end).rfind('.');
  if (start == std::string_view::npos) return "";
  return std::string(host.substr(start + 1, end - start - 1));
}

}  // namespace elevaite::aws

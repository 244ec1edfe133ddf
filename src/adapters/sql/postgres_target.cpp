#include "adapters/sql/postgres_target.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <memory>

namespace elevaite::adapters::sql {
namespace {

Error wrong_url(std::string_view problem) {
  return invalid_field("credential.url", "url", fmt::format("credential.url {}.", problem));
}

struct OptionsDeleter {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};

Result<void> take_option(std::string_view keyword, std::string_view value, PostgresTarget& target) {
  if (keyword == "host") target.host = value;
  if (keyword == "port") target.port = value;
  if (keyword == "user") target.user = value;
  if (keyword == "password") target.password = value;
  if (keyword == "dbname") target.database = value;
  if (keyword == "sslmode") target.sslmode = value;
  for (std::string_view known :
       {"host", "port", "user", "password", "dbname", "sslmode", "application_name"}) {
    if (keyword == known) return {};
  }
  return wrong_url(fmt::format("has the parameter {}, which is not allowed here", keyword));
}

Result<void> check_target(const PostgresTarget& target) {
  if (target.host.empty()) return wrong_url("needs a host");
  if (target.host.find_first_of("/,@ ") != std::string::npos) {
    return wrong_url("must name exactly one host, and no socket");
  }
  bool is_number = !target.port.empty() && target.port.size() <= 5 &&
                   target.port.find_first_not_of("0123456789") == std::string::npos;
  if (!is_number || std::stoi(target.port) < 1 || std::stoi(target.port) > 65535) {
    return wrong_url("has a wrong port");
  }
  if (target.user.empty()) return wrong_url("needs a user");
  for (std::string_view mode :
       {"disable", "allow", "prefer", "require", "verify-ca", "verify-full"}) {
    if (target.sslmode == mode) return {};
  }
  return wrong_url("has a wrong sslmode: disable, prefer, require, verify-ca or verify-full");
}

}  // namespace

std::string PostgresTarget::key() const {
  std::string out;
  for (const std::string* part : {&host, &port, &user, &password, &database, &sslmode}) {
    out += *part;
    out += '\0';
  }
  return out;
}

Result<PostgresTarget> parse_postgres_target(const Json& connection) {
  auto url = find_string(connection, "url");
  if (!url) return wrong_url("is missing");
  if (!url->starts_with("postgres://") && !url->starts_with("postgresql://")) {
    return wrong_url("must begin with postgres://");
  }
  if (url->size() > 4096 || url->find('\0') != std::string_view::npos) {
    return wrong_url("is too long or holds a NUL character");
  }
  // libpq's own message quotes the URL, and with it the password: it is not passed on.
  char* message = nullptr;
  std::unique_ptr<PQconninfoOption, OptionsDeleter> options(
      PQconninfoParse(std::string(*url).c_str(), &message));
  if (message != nullptr) PQfreemem(message);
  if (!options) return wrong_url("is not a PostgreSQL URL: percent-encode special characters");
  PostgresTarget target;
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val == nullptr) continue;
    CHECK(take_option(option->keyword, option->val, target));
  }
  CHECK(check_target(target));
  if (target.database.empty()) target.database = target.user;
  return target;
}

}  // namespace elevaite::adapters::sql

#include "adapters/database/postgres_settings.hpp"

#include <libpq-fe.h>

#include <charconv>
#include <memory>

namespace elevaite::adapters::database {
namespace {

constexpr std::int64_t kMaxConnections = 64;

Error wrong_number(std::string_view name, std::int64_t low, std::int64_t high) {
  return invalid_argument("The database URL's " + std::string(name) + " must be a number from " +
                          std::to_string(low) + " to " + std::to_string(high) + ".");
}

// Takes `name=value` out of the URL's query, because libpq refuses parameters that it does not
// know.
std::optional<std::string> take(std::string& url, std::string_view name) {
  auto query = url.find('?');
  std::string key = std::string(name) + "=";
  for (auto at = query; at != std::string::npos; at = url.find('&', at + 1)) {
    if (url.compare(at + 1, key.size(), key) != 0) continue;
    auto end = std::min(url.find('&', at + 1), url.size());
    auto value = url.substr(at + 1 + key.size(), end - at - 1 - key.size());
    // Keeps the separator before it, and drops the one behind it.
    url.erase(at + 1, std::min(end + 1, url.size()) - at - 1);
    if (url.back() == '?' || url.back() == '&') url.pop_back();
    return value;
  }
  return std::nullopt;
}

Result<std::int64_t> take_number(std::string& url, std::string_view name, std::int64_t fallback,
                                 std::int64_t low, std::int64_t high) {
  auto text = take(url, name);
  if (!text) return fallback;
  std::int64_t number = 0;
  auto [stop, failure] = std::from_chars(text->data(), text->data() + text->size(), number);
  bool is_whole = failure == std::errc() && stop == text->data() + text->size();
  if (!is_whole || number < low || number > high) return wrong_number(name, low, high);
  return number;
}

Result<bool> take_flag(std::string& url, std::string_view name) {
  auto text = take(url, name).value_or("false");
  if (text == "true" || text == "false") return text == "true";
  return invalid_argument("The database URL's " + std::string(name) + " must be true or false.");
}

void set_default(PostgresSettings& settings, std::string_view keyword, std::string value) {
  if (settings.parameter(keyword).empty()) {
    settings.parameters.emplace_back(keyword, std::move(value));
  }
}

void add_session_options(PostgresSettings& settings) {
  // The server gives up a little before we do: then it is known that nothing was committed.
  auto server_limit = settings.query_limit - settings.query_limit / 10;
  auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(server_limit).count();
  // Our statements are short: compiling one takes longer than any of them.
  std::string options =
      "-c elevaite.scope=system -c jit=off -c statement_timeout=" + std::to_string(ms);
  for (auto& [keyword, value] : settings.parameters) {
    if (keyword == "options") {
      value = options + " " + value;
      return;
    }
  }
  settings.parameters.emplace_back("options", options);
}

}  // namespace

std::string PostgresSettings::parameter(std::string_view keyword) const {
  for (const auto& [name, value] : parameters) {
    if (name == keyword) return value;
  }
  return {};
}

std::string PostgresSettings::endpoint() const {
  auto host = parameter("host");
  auto port = parameter("port");
  return (host.empty() ? "localhost" : host) + ":" + (port.empty() ? "5432" : port) + "/" +
         parameter("dbname");
}

Result<PostgresSettings> parse_postgres_url(const std::string& url) {
  PostgresSettings settings;
  std::string rest = url;
  TRY(auto connections, take_number(rest, "connections", 4, 1, kMaxConnections));
  TRY(auto timeout_ms, take_number(rest, "query_timeout_ms", 30'000, 100, 3'600'000));
  TRY(settings.is_iam, take_flag(rest, "iam"));
  settings.region = take(rest, "region").value_or("");
  settings.connections = static_cast<std::size_t>(connections);
  settings.query_limit = std::chrono::milliseconds(timeout_ms);
  char* message = nullptr;
  std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
      PQconninfoParse(rest.c_str(), &message), PQconninfoFree);
  if (options == nullptr) {
    // libpq quotes the URL, which may hold a password.
    PQfreemem(message);
    return invalid_argument(
        "The database URL is malformed. It looks like "
        "postgres://user:password@host:5432/database.");
  }
  for (auto* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val != nullptr) settings.parameters.emplace_back(option->keyword, option->val);
  }
  add_session_options(settings);
  set_default(settings, "client_encoding", "UTF8");
  set_default(settings, "fallback_application_name", "elevaite");
  set_default(settings, "gssencmode", "disable");
  return settings;
}

Result<aws::RdsEndpoint> rds_endpoint(const PostgresSettings& settings,
                                      const std::string& default_region) {
  aws::RdsEndpoint endpoint{settings.parameter("host"), settings.parameter("port"),
                            settings.parameter("user"), settings.region};
  if (endpoint.port.empty()) endpoint.port = "5432";
  if (endpoint.region.empty()) endpoint.region = aws::region_of_rds_host(endpoint.host);
  if (endpoint.region.empty()) endpoint.region = default_region;
  auto refused = [](std::string_view what) {
    return invalid_argument("A database URL with iam=true needs " + std::string(what) + ".");
  };
  bool is_one = !endpoint.host.empty() && endpoint.host.find(',') == std::string::npos &&
                !endpoint.host.starts_with('/');
  if (!is_one) return refused("one host: a token is for the name of one instance");
  if (endpoint.user.empty()) return refused("a user");
  if (endpoint.region.empty()) return refused("region=…, or AWS_REGION");
  if (!settings.parameter("password").empty()) return refused("no password");
  auto mode = settings.parameter("sslmode");
  if (mode != "verify-full" && mode != "verify-ca" && mode != "require") {
    return refused("sslmode=verify-full: a token is not sent where it can be read");
  }
  return endpoint;
}

}  // namespace elevaite::adapters::database

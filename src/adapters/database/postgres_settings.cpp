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

// Takes `name=number` out of the URL's query, because libpq refuses parameters that it does not
// know.
Result<std::int64_t> take_number(std::string& url, std::string_view name, std::int64_t fallback,
                                 std::int64_t low, std::int64_t high) {
  auto query = url.find('?');
  std::string key = std::string(name) + "=";
  for (auto at = query; at != std::string::npos; at = url.find('&', at + 1)) {
    if (url.compare(at + 1, key.size(), key) != 0) continue;
    auto end = std::min(url.find('&', at + 1), url.size());
    const char* begin = url.data() + at + 1 + key.size();
    std::int64_t number = 0;
    auto [stop, failure] = std::from_chars(begin, url.data() + end, number);
    if (failure != std::errc() || stop != url.data() + end || number < low || number > high) {
      return wrong_number(name, low, high);
    }
    // Keeps the separator before it, and drops the one behind it.
    url.erase(at + 1, std::min(end + 1, url.size()) - at - 1);
    if (url.back() == '?' || url.back() == '&') url.pop_back();
    return number;
  }
  return fallback;
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

}  // namespace elevaite::adapters::database

#include "apps/health_command.hpp"

#include <array>
#include <cstdio>

#include "apps/process.hpp"
#include "core/json.hpp"
#include "core/net/client.hpp"

namespace elevaite::apps {
namespace {

// Docker and ECS are told to wait five seconds; who answers later than this says so itself.
constexpr Duration kPatience = 4s;
constexpr std::array<std::string_view, 3> kServices{"auth", "engine", "worker"};

enum class Health { silent, well, ill };

struct Finding {
  Health health = Health::silent;
  std::string sentence;
};

std::string host_to_ask(const std::string& address) {
  if (address == "0.0.0.0") return "127.0.0.1";
  if (address == "::") return "[::1]";
  return address.find(':') == std::string::npos ? address : "[" + address + "]";
}

// {"status":"not_ready","checks":[{"name":"database","ok":false,"detail":"timeout"}]} → "database:
// timeout" of each that is not well.
std::string faults_of(const net::ClientResponse& response) {
  auto body = parse_json(response.body);
  const JsonArray* checks = body ? find_array(*body, "checks") : nullptr;
  std::string faults;
  if (checks == nullptr) return faults;
  for (const Json& check : *checks) {
    if (find_bool(check, "ok").value_or(true)) continue;
    faults += fmt::format(" {}: {}.", find_string(check, "name").value_or("a check"),
                          find_string(check, "detail").value_or("failed"));
  }
  return faults;
}

Task<Finding> ask_service(net::HttpClient& http, const Config& config, std::string service,
                          std::string path) {
  auto port = config.integer(service + ".port");
  if (port == 0) {
    co_return Finding{Health::silent,
                      service + ".port is 0: the system chose a port that nobody else knows."};
  }
  net::ClientRequest request;
  request.url =
      fmt::format("http://{}:{}{}", host_to_ask(config.text(service + ".address")), port, path);
  request.connect_timeout = kPatience;
  request.total_timeout = kPatience;
  request.max_response_bytes = 64 << 10;
  std::string where = fmt::format("{} on port {}", service, port);
  auto answer = co_await http.send(std::move(request));
  if (!answer) {
    // Refused means that nothing listens; anything else is a listener that does not answer.
    const bool is_nobody = answer.error().reason == "connect";
    co_return Finding{is_nobody ? Health::silent : Health::ill,
                      where + " does not answer " + path + ": " + answer.error().message};
  }
  if (answer->status == 200) co_return Finding{Health::well, where};
  co_return Finding{Health::ill, fmt::format("{} answered {} to {}.{}", where, answer->status, path,
                                             faults_of(*answer))};
}

}  // namespace

Result<HealthQuestion> read_health_question(const std::vector<std::string>& arguments) {
  HealthQuestion question;
  for (const std::string& argument : arguments) {
    if (argument == "--live") {
      question.is_only_life = true;
    } else if (std::ranges::find(kServices, argument) != kServices.end()) {
      question.services.push_back(argument);
    } else {
      return invalid_argument("health takes auth, engine, worker and --live, not " + argument +
                              ".");
    }
  }
  return question;
}

Task<Result<std::string>> ask_health(const Config& config, HealthQuestion question) {
  auto executor = co_await current_executor();
  net::HttpClient http(executor);
  const std::string path = question.is_only_life ? "/healthz" : "/readyz";
  const bool is_any = question.services.empty();
  auto services = question.services;
  if (is_any) services.assign(kServices.begin(), kServices.end());
  std::string well;
  for (std::string& service : services) {
    auto finding = co_await ask_service(http, config, std::move(service), path);
    if (finding.health == Health::ill || (finding.health == Health::silent && !is_any)) {
      co_return Error{ErrorCode::unavailable, finding.sentence};
    }
    if (finding.health == Health::well) well += (well.empty() ? "" : ", ") + finding.sentence;
  }
  if (well.empty()) co_return Error{ErrorCode::unavailable, "No service answers " + path + "."};
  co_return well + (question.is_only_life ? ": alive." : ": ready.");
}

namespace {

Task<Result<void>> print_health(const Config& config, HealthQuestion question) {
  CO_TRY(auto sentence, co_await ask_health(config, std::move(question)));
  std::puts(sentence.c_str());
  co_return Result<void>();
}

}  // namespace

int run_health(const Config& config, const std::vector<std::string>& arguments) {
  auto question = read_health_question(arguments);
  if (!question) {
    print_errors(question.error());
    return 1;
  }
  return run_command([&] { return print_health(config, std::move(*question)); });
}

}  // namespace elevaite::apps

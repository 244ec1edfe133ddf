// How a connection comes about: name resolution, libpq's connection state machine, backoff.
#include <libpq-fe.h>

#include <random>

#include "adapters/database/postgres_connection.hpp"

namespace elevaite::adapters::database {
namespace {

constexpr auto kFirstBackoff = 50ms;
constexpr auto kMaxBackoff = 2s;
constexpr std::size_t kMaxAddresses = 8;

// Long texts (journals, above all) are compressed by the server, and pglz, the default, takes
// several times as long as lz4. Not every server is built with lz4, and an operator's own choice
// stands.
constexpr const char* kChooseCompression =
    "SELECT set_config('default_toast_compression', 'lz4', false) FROM pg_settings"
    " WHERE name = 'default_toast_compression' AND source = 'default' AND 'lz4' = ANY (enumvals)";

std::vector<std::string> split_list(const std::string& list) {
  std::vector<std::string> parts;
  std::size_t at = 0;
  while (true) {
    auto end = list.find(',', at);
    parts.push_back(list.substr(at, end == std::string::npos ? end : end - at));
    if (end == std::string::npos) return parts;
    at = end + 1;
  }
}

void set(std::vector<std::pair<std::string, std::string>>& parameters, std::string_view keyword,
         const std::string& value) {
  std::erase_if(parameters, [&](const auto& parameter) { return parameter.first == keyword; });
  if (!value.empty()) parameters.emplace_back(keyword, value);
}

// One line, without libpq's trailing line break.
std::string first_line(std::string_view message) {
  return std::string(message.substr(0, message.find('\n')));
}

std::chrono::milliseconds jittered(std::chrono::milliseconds full) {
  thread_local std::minstd_rand random(std::random_device{}());
  auto half = full.count() / 2;
  return std::chrono::milliseconds(half + static_cast<std::int64_t>(random()) % (half + 1));
}

void discard_notice(void*, const PGresult*) {}

struct AddressList {
  std::string hosts, addresses, ports;
  void add(const std::string& host, const std::string& address, const std::string& port) {
    if (!hosts.empty() || !addresses.empty()) {
      hosts += ',';
      addresses += ',';
      ports += ',';
    }
    hosts += host;
    addresses += address;
    ports += port;
  }
};

}  // namespace

Task<void> PostgresConnection::run(std::shared_ptr<PostgresConnection> self) {
  while (!self->stopped_) {
    bool connected = co_await self->connect();
    if (self->stopped_) co_return;
    if (connected) {
      self->ready_ = true;
      self->failures_ = 0;
      self->owner_.on_room();
      co_await self->serve();
      if (self->stopped_) co_return;
    }
    self->lose();
    self->owner_.on_disconnected(self->reason_);
    co_await self->back_off(connected);
  }
}

Task<void> PostgresConnection::back_off(bool served) {
  auto delay = std::min<std::chrono::milliseconds>(kFirstBackoff * (1 << std::min(failures_, 6)),
                                                   kMaxBackoff);
  // After a restart of the server the first attempt comes at once, but not from all processes
  // together.
  if (served) delay = 20ms;
  if (!served) ++failures_;
  timer_.expires_after(jittered(delay));
  [[maybe_unused]] auto [code] = co_await timer_.async_wait(use_tuple_task);
}

Task<bool> PostgresConnection::connect() {
  auto attempt = ++generation_;
  timer_.expires_after(settings_->connect_limit);
  timer_.async_wait([weak = weak_from_this(), attempt](const boost::system::error_code& code) {
    auto self = weak.lock();
    if (code || self == nullptr || self->generation_ != attempt || self->ready_) return;
    self->resolver_.cancel();
    self->break_off("it did not answer within the connection's time limit");
  });
  broken_ = false;
  auto parameters = settings_->parameters;
  bool resolved = co_await resolve(parameters);
  if (!resolved || stopped_ || broken_) co_return false;
  bool has_password = co_await choose_password(parameters);
  if (!has_password || stopped_ || broken_) co_return false;
  std::vector<const char*> keywords;
  std::vector<const char*> values;
  for (const auto& [keyword, value] : parameters) {
    keywords.push_back(keyword.c_str());
    values.push_back(value.c_str());
  }
  keywords.push_back(nullptr);
  values.push_back(nullptr);
  connection_ = PQconnectStartParams(keywords.data(), values.data(), 0);
  if (connection_ != nullptr) PQsetNoticeReceiver(connection_, discard_notice, nullptr);
  bool polled = co_await poll();
  if (!polled) co_return false;
  if (PQsetnonblocking(connection_, 1) != 0 || PQenterPipelineMode(connection_) != 1) {
    reason_ = first_line(PQerrorMessage(connection_));
    co_return false;
  }
  descriptor_.assign(PQsocket(connection_));
  timer_.cancel();
  co_return choose_compression();
}

Task<bool> PostgresConnection::choose_password(
    std::vector<std::pair<std::string, std::string>>& parameters) {
  if (!settings_->password) co_return true;
  auto password = co_await settings_->password->password(std::exchange(password_refused_, false));
  if (!password) {
    reason_ = password.error().message;
    co_return false;
  }
  set(parameters, "password", *password);
  co_return true;
}

// Sent ahead of the first request; nothing depends on how it ends.
bool PostgresConnection::choose_compression() {
  bool sent = PQsendQueryParams(connection_, kChooseCompression, 0, nullptr, nullptr, nullptr,
                                nullptr, 0) == 1 &&
              PQpipelineSync(connection_) == 1;
  if (!sent) {
    reason_ = first_line(PQerrorMessage(connection_));
    return false;
  }
  steps_.push_back({StepKind::setup});
  steps_.push_back({StepKind::prepare_sync});
  flush();
  return true;
}

Task<bool> PostgresConnection::poll() {
  auto status = PGRES_POLLING_WRITING;
  if (connection_ == nullptr || PQstatus(connection_) == CONNECTION_BAD) {
    status = PGRES_POLLING_FAILED;
  }
  while (status == PGRES_POLLING_READING || status == PGRES_POLLING_WRITING) {
    // libpq may close the socket and open another under the same number, so it is registered anew
    // each time.
    descriptor_.assign(PQsocket(connection_));
    auto direction = status == PGRES_POLLING_READING ? asio::posix::descriptor_base::wait_read
                                                     : asio::posix::descriptor_base::wait_write;
    [[maybe_unused]] auto [code] = co_await descriptor_.async_wait(direction, use_tuple_task);
    if (stopped_) co_return false;
    descriptor_.release();
    if (broken_) co_return false;
    status = PQconnectPoll(connection_);
  }
  if (status == PGRES_POLLING_OK) co_return true;
  reason_ = connection_ == nullptr ? "out of memory" : first_line(PQerrorMessage(connection_));
  // Whatever the server's language: it asked for a password, got one, and said no.
  password_refused_ = connection_ != nullptr && PQconnectionUsedPassword(connection_) == 1;
  co_return false;
}

// PQconnectStart would look names up itself, and block. All addresses of all hosts are tried in
// order.
Task<bool> PostgresConnection::resolve(
    std::vector<std::pair<std::string, std::string>>& parameters) {
  auto host_list = settings_->parameter("host");
  if (host_list.empty() || !settings_->parameter("hostaddr").empty()) co_return true;
  auto hosts = split_list(host_list);
  auto ports = split_list(settings_->parameter("port"));
  AddressList list;
  for (std::size_t i = 0; i < hosts.size(); ++i) {
    const auto& port = ports.size() == hosts.size() ? ports[i] : ports.front();
    if (hosts[i].empty() || hosts[i].starts_with('/') || hosts[i].starts_with('@')) {
      list.add(hosts[i], "", port);
      continue;
    }
    auto [code, results] = co_await resolver_.async_resolve(hosts[i], "", use_tuple_task);
    if (stopped_ || broken_) co_return false;
    if (code) {
      reason_ = "the name " + hosts[i] + " cannot be resolved: " + code.message();
      continue;
    }
    std::vector<std::string> seen;
    for (const auto& result : results) {
      auto address = result.endpoint().address().to_string();
      if (seen.size() >= kMaxAddresses || std::ranges::find(seen, address) != seen.end()) continue;
      seen.push_back(address);
      list.add(hosts[i], address, port);
    }
  }
  if (list.hosts.empty()) co_return false;
  set(parameters, "host", list.hosts);
  set(parameters, "hostaddr", list.addresses);
  set(parameters, "port", list.ports);
  co_return true;
}

}  // namespace elevaite::adapters::database

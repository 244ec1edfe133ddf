#include "adapters/sql/postgres_connect.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/thread_pool.hpp>

#include "core/utf8.hpp"

namespace elevaite::adapters::sql {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;
using Resolver = asio::ip::basic_resolver<asio::ip::tcp, Executor>;

constexpr std::size_t kMaxAddresses = 4;
constexpr std::size_t kMaxWaiting = 64;
constexpr const char* kNoFile = "/nonexistent";
constexpr const char* kSystemAuthorities = "/etc/ssl/certs/ca-certificates.crt";

Error connect_error(PGconn* connection) {
  std::string message = clean_message(PQerrorMessage(connection));
  bool is_login = message.find("authentication failed") != std::string::npos ||
                  message.find("no password supplied") != std::string::npos;
  if (is_login) {
    return Error{ErrorCode::unauthenticated,
                 "The database refused the user or the password. Check the credential.",
                 "sql_login"};
  }
  return Error{ErrorCode::unavailable, fmt::format("The database cannot be reached: {}.", message),
               "sql_connection"};
}

PGconn* start_connection(const PostgresTarget& target, const std::string& address) {
  bool verifies = target.sslmode.starts_with("verify-");
  const std::pair<const char*, const char*> parameters[] = {
      {"host", target.host.c_str()},
      {"hostaddr", address.c_str()},
      {"port", target.port.c_str()},
      {"user", target.user.c_str()},
      {"password", target.password.c_str()},
      {"dbname", target.database.c_str()},
      {"sslmode", target.sslmode.c_str()},
      {"sslrootcert", verifies ? kSystemAuthorities : kNoFile},
      {"sslcert", kNoFile},
      {"sslkey", kNoFile},
      {"sslcrl", ""},
      {"passfile", kNoFile},
      {"gssencmode", "disable"},
      {"client_encoding", "UTF8"},
      {"application_name", "elevaite"},
      {"fallback_application_name", "elevaite"},
  };
  std::vector<const char*> names;
  std::vector<const char*> values;
  for (auto [name, value] : parameters) {
    names.push_back(name);
    values.push_back(value);
  }
  names.push_back(nullptr);
  values.push_back(nullptr);
  return PQconnectStartParams(names.data(), values.data(), 0);
}

bool wait_for(int socket, short events, SteadyTime deadline) {
  auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
      deadline - std::chrono::steady_clock::now());
  if (left.count() <= 0) return false;
  pollfd entry{socket, events, 0};
  return ::poll(&entry, 1, static_cast<int>(left.count())) != 0;
}

// Blocks: runs on a thread.
Result<PgConnection> sign_in(const PostgresTarget& target, const std::string& address,
                             SteadyTime deadline) {
  PgConnection connection(start_connection(target, address));
  if (!connection || PQstatus(connection.get()) == CONNECTION_BAD) {
    return connect_error(connection.get());
  }
  PostgresPollingStatusType next = PGRES_POLLING_WRITING;
  while (next != PGRES_POLLING_OK) {
    if (next == PGRES_POLLING_FAILED) return connect_error(connection.get());
    short events = next == PGRES_POLLING_READING ? POLLIN : POLLOUT;
    if (!wait_for(PQsocket(connection.get()), events, deadline)) {
      return Error{ErrorCode::timeout, "The database did not answer in time.", "timeout"};
    }
    next = PQconnectPoll(connection.get());
  }
  PQsetnonblocking(connection.get(), 1);
  PQsetNoticeProcessor(connection.get(), [](void*, const char*) {}, nullptr);
  return connection;
}

// What a thread leaves for the coroutine that waits, if it still does. Loop thread only.
struct Pending {
  explicit Pending(Executor executor) : is_done(executor) {}
  Notification is_done;
  std::optional<Result<PgConnection>> result;
};

Task<Result<std::vector<std::string>>> resolve(PostgresTarget target,
                                               const net::EgressGuard* guard) {
  auto executor = co_await current_executor();
  Resolver resolver(executor);
  boost::system::error_code failure;
  auto token = asio::redirect_error(use_task, failure);
  auto entries = co_await resolver.async_resolve(target.host, target.port, token);
  if (failure == asio::error::operation_aborted) throw boost::system::system_error(failure);
  if (failure) {
    co_return Error{ErrorCode::unavailable,
                    fmt::format("The database host {} cannot be resolved.", target.host),
                    "sql_resolve"};
  }
  std::vector<std::string> addresses;
  std::optional<Error> refusal;
  for (const auto& entry : entries) {
    if (addresses.size() == kMaxAddresses) break;
    auto endpoint = entry.endpoint();
    if (guard != nullptr) {
      auto verdict = guard->check_address(target.host, endpoint.data());
      if (!verdict) refusal = verdict.error();
      if (!verdict) continue;
    }
    addresses.push_back(endpoint.address().to_string());
  }
  if (addresses.empty() && refusal) co_return std::move(*refusal);
  co_return addresses;
}

}  // namespace

struct PostgresThreads::Impl {
  explicit Impl(Executor e) : executor(std::move(e)) {}
  Executor executor;
  std::atomic<std::size_t> signing_in{0};
  std::atomic<std::size_t> cancelling{0};
  asio::thread_pool sign_in_threads{8};
  asio::thread_pool cancel_threads{2};
};

PostgresThreads::PostgresThreads(Executor executor)
    : impl_(std::make_shared<Impl>(std::move(executor))) {}

PostgresThreads::~PostgresThreads() {
  impl_->sign_in_threads.join();
  impl_->cancel_threads.join();
}

Task<Result<PgConnection>> PostgresThreads::connect(PostgresTarget target,
                                                    const net::EgressGuard* guard, Duration limit) {
  auto deadline = std::chrono::steady_clock::now() + limit;
  CO_TRY(auto addresses, co_await resolve(target, guard));
  std::optional<Error> last;
  for (const std::string& address : addresses) {
    if (impl_->signing_in.fetch_add(1) >= kMaxWaiting) {
      impl_->signing_in.fetch_sub(1);
      co_return Error{ErrorCode::unavailable, "Too many databases are being dialled. Try again.",
                      "busy"};
    }
    auto pending = std::make_shared<Pending>(impl_->executor);
    auto work = [impl = impl_.get(), pending, target, address, deadline]() mutable {
      auto result = std::make_shared<Result<PgConnection>>(sign_in(target, address, deadline));
      impl->signing_in.fetch_sub(1);
      auto executor = impl->executor;
      asio::post(executor, [pending = std::move(pending), result = std::move(result)] {
        pending->result = std::move(*result);
        pending->is_done.notify_all();
      });
    };
    asio::post(impl_->sign_in_threads, std::move(work));
    while (!pending->result) co_await pending->is_done.wait();
    Result<PgConnection> result = std::move(*pending->result);
    if (result) co_return std::move(*result);
    last = result.error();
    if (last->code != ErrorCode::unavailable) break;
  }
  if (!last)
    last = Error{ErrorCode::unavailable, "The database host has no address.", "sql_resolve"};
  co_return std::move(*last);
}

void PostgresThreads::cancel(PGconn* connection) {
  std::shared_ptr<PGcancel> request(PQgetCancel(connection), PgDeleter{});
  if (!request || impl_->cancelling.fetch_add(1) >= kMaxWaiting) {
    if (request) impl_->cancelling.fetch_sub(1);
    return;
  }
  asio::post(impl_->cancel_threads, [impl = impl_.get(), request] {
    char message[256];
    PQcancel(request.get(), message, sizeof message);
    impl->cancelling.fetch_sub(1);
  });
}

std::string clean_message(const char* text) {
  std::string out = replace_invalid_utf8(text == nullptr ? "" : text);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  while (!out.empty() && (out.back() == ' ' || out.back() == '.')) out.pop_back();
  return std::string(clip_utf8(out, 500));
}

}  // namespace elevaite::adapters::sql

#include "engine/process_lease.hpp"

#include <signal.h>
#include <unistd.h>

#include <array>
#include <fstream>

#include "core/log.hpp"

namespace elevaite::engine {
namespace {

using ports::Scope;
using ports::Statement;

constexpr std::string_view kAcquire =
    "INSERT INTO processes (id, host, pid, pid_started, started_at, expires_at)"
    " VALUES ($1, $2, $3, $4, $5, $6)"
    " ON CONFLICT (id) DO UPDATE SET expires_at = excluded.expires_at";
constexpr std::string_view kReleaseProcess = "DELETE FROM processes WHERE id = $1";
constexpr std::string_view kOnThisHost =
    "SELECT id, pid, pid_started FROM processes WHERE host = $1";
constexpr std::string_view kRemoveExpired = "DELETE FROM processes WHERE expires_at < $1";
// An expired row is kept for a while, for people who look for what happened.
constexpr Duration kKeepExpired = 1h;
// Of a process whose clock is, or was, far ahead of ours. While it lives it renews what we set
// back; when it has died its runs do not wait until our clock has come to where its was.
constexpr std::string_view kBringBack =
    "UPDATE processes SET expires_at = $1 WHERE expires_at > $2 AND id <> $3";

std::string first_line(const char* path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

// Names the kernel and pid namespace in which a pid means something.
std::string this_host() {
  std::array<char, 64> space{};
  auto length = ::readlink("/proc/self/ns/pid", space.data(), space.size() - 1);
  return first_line("/proc/sys/kernel/random/boot_id") + "/" +
         std::string(space.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
}

// Field 22 of /proc/<pid>/stat (proc(5)): the start time, in ticks since boot. 0 when there is no
// such process.
std::int64_t start_of(std::int64_t pid) {
  std::string line = first_line(("/proc/" + std::to_string(pid) + "/stat").c_str());
  auto name_end = line.rfind(')');
  if (name_end == std::string::npos) return 0;
  // A zombie has let go of everything.
  if (line.size() > name_end + 2 && line[name_end + 2] == 'Z') return 0;
  std::size_t at = name_end + 1;
  for (int field = 3; field <= 22 && at != std::string::npos; ++field) at = line.find(' ', at + 1);
  // `at` is now past field 21's end; what follows is field 22.
  at = line.rfind(' ', at == std::string::npos ? std::string::npos : at - 1);
  return at == std::string::npos ? 0 : std::atoll(line.c_str() + at + 1);
}

}  // namespace

ProcessLease::ProcessLease(ports::Database& database, const Clock& clock, LeaseOptions options)
    : database_(database), clock_(clock), options_(options) {}

Task<Result<void>> ProcessLease::acquire() {
  CO_CHECK(co_await remove_dead());
  co_return co_await renew();
}

Task<Result<void>> ProcessLease::renew() {
  auto now = clock_.now();
  auto expires_at = now + options_.ttl;
  Statement statement{kAcquire,
                      {id_.uuid, this_host(), static_cast<std::int64_t>(::getpid()),
                       start_of(::getpid()), to_micros(now), to_micros(expires_at)}};
  CO_CHECK(co_await database_.query(Scope::system(), std::move(statement)));
  expires_at_ = expires_at;
  co_return Result<void>();
}

Task<Result<void>> ProcessLease::ensure_held() {
  if (expires_at_ >= clock_.now()) co_return Result<void>();
  co_return co_await renew();
}

Task<void> ProcessLease::release() {
  Statement statement{kReleaseProcess, {id_.uuid}};
  [[maybe_unused]] auto released = co_await database_.query(Scope::system(), std::move(statement));
}

Task<Result<void>> ProcessLease::remove_dead() {
  Statement expired{kRemoveExpired, {to_micros(clock_.now() - kKeepExpired)}};
  CO_CHECK(co_await database_.query(Scope::system(), std::move(expired)));
  const auto latest = clock_.now() + options_.ttl;
  Statement bring_back{kBringBack, {to_micros(latest), to_micros(latest + options_.ttl), id_.uuid}};
  CO_CHECK(co_await database_.query(Scope::system(), std::move(bring_back)));
  Statement find{kOnThisHost, {this_host()}};
  CO_TRY(auto rows, co_await database_.query(Scope::system(), std::move(find)));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (start_of(rows.integer(i, 1)) == rows.integer(i, 2)) continue;
    log_info("a process of this machine is gone; its runs will be taken up",
             {{"process", model::ProcessId{rows.uuid(i, 0)}.str()}, {"pid", rows.integer(i, 1)}});
    Statement remove{kReleaseProcess, {rows.uuid(i, 0)}};
    CO_CHECK(co_await database_.query(Scope::system(), std::move(remove)));
  }
  co_return Result<void>();
}

}  // namespace elevaite::engine

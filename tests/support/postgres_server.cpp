#include "tests/support/postgres_server.hpp"

#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <netinet/in.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <memory>
#include <random>
#include <stdexcept>
#include <thread>
#include <vector>

namespace elevaite::test {
namespace {

namespace fs = std::filesystem;

// PostgreSQL refuses to run as root.
const passwd* server_user() { return geteuid() == 0 ? getpwnam("postgres") : nullptr; }

fs::path find_binaries() {
  fs::path newest;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql", ignored)) {
    if (fs::exists(entry.path() / "bin/postgres")) newest = std::max(newest, entry.path() / "bin");
  }
  if (newest.empty()) {
    throw std::runtime_error("no PostgreSQL server in /usr/lib/postgresql: install postgresql");
  }
  return newest;
}

// Below the ports that the kernel gives to clients (32768 and up by default): while the server is
// down, a client that dials it again and again may otherwise be given this very port as its own,
// reach itself, and keep the server from coming back.
int free_port() {
  std::random_device random;
  for (int attempt = 0; attempt < 100; ++attempt) {
    const int port = std::uniform_int_distribution(20'000, 32'000)(random);
    int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    bool is_free = ::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
    ::close(socket);
    if (is_free) return port;
  }
  throw std::runtime_error("no free port on loopback");
}

// Runs in the child between fork and exec.
[[noreturn]] void become(const passwd* user, const std::vector<std::string>& arguments,
                         const std::string& log) {
  if (user != nullptr &&
      (setgroups(0, nullptr) != 0 || setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0)) {
    _exit(126);
  }
  // A fast shutdown when the test dies.
  prctl(PR_SET_PDEATHSIG, SIGINT);
  int file = ::open(log.c_str(), O_CREAT | O_WRONLY | O_APPEND, 0600);
  int nothing = ::open("/dev/null", O_RDONLY);
  dup2(nothing, 0);
  dup2(file, 1);
  dup2(file, 2);
  if (chdir("/") != 0) _exit(126);
  std::vector<char*> argv;
  for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  execv(argv[0], argv.data());
  _exit(127);
}

pid_t spawn(const std::vector<std::string>& arguments, const fs::path& log) {
  const auto* user = server_user();
  pid_t pid = fork();
  if (pid == 0) become(user, arguments, log.string());
  if (pid < 0) throw std::runtime_error("fork failed");
  return pid;
}

using Connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;
using Answer = std::unique_ptr<PGresult, decltype(&PQclear)>;

}  // namespace

PostgresServer& PostgresServer::instance() {
  static PostgresServer server;
  return server;
}

PostgresServer::PostgresServer() : binaries_(find_binaries()) {
  auto pattern = (fs::temp_directory_path() / "elevaite_postgres_XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot create " + pattern);
  directory_ = pattern;
  const auto* user = server_user();
  if (user != nullptr && chown(pattern.c_str(), user->pw_uid, user->pw_gid) != 0) {
    throw std::runtime_error("cannot give " + pattern + " to the user postgres");
  }
  initialise();
  start();
}

PostgresServer::~PostgresServer() {
  stop_immediately();
  std::error_code ignored;
  fs::remove_all(directory_, ignored);
}

void PostgresServer::initialise() {
  auto log = directory_ / "initdb.log";
  pid_t pid = spawn({binaries_ / "initdb", "-D", directory_ / "data", "-U", "postgres", "-A",
                     "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"},
                    log);
  int status = 0;
  waitpid(pid, &status, 0);
  if (status != 0) throw std::runtime_error("initdb failed, see " + log.string());
}

void PostgresServer::start() {
  if (port_ == 0) port_ = free_port();
  // Losing the machine is not what the tests are about, so nothing is flushed.
  pid_ =
      spawn({binaries_ / "postgres", "-D", directory_ / "data", "-k", directory_, "-h", "127.0.0.1",
             "-p", std::to_string(port_), "-c", "fsync=off", "-c", "max_connections=60", "-c",
             "shared_buffers=32MB", "-c", "deadlock_timeout=50ms", "-c", "log_min_messages=fatal"},
            directory_ / "server.log");
  wait_until_ready();
}

void PostgresServer::stop_immediately() {
  if (pid_ < 0) return;
  kill(pid_, SIGQUIT);
  waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

// There is no signal of readiness to wait for: the server is asked until it answers.
void PostgresServer::wait_until_ready() {
  auto info = "host=" + directory_.string() + " port=" + std::to_string(port_) + " user=postgres " +
              "dbname=postgres";
  auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (PQping(info.c_str()) != PQPING_OK) {
    if (waitpid(pid_, nullptr, WNOHANG) != 0 || std::chrono::steady_clock::now() > deadline) {
      throw std::runtime_error("the server does not start, see " + directory_.string() +
                               "/server.log");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

std::string PostgresServer::create_database() {
  auto name = "test_" + std::to_string(++databases_);
  auto admin = "postgresql://postgres@127.0.0.1:" + std::to_string(port_) + "/postgres";
  execute(admin, "CREATE ROLE " + name + " LOGIN NOSUPERUSER NOBYPASSRLS");
  execute(admin, "CREATE DATABASE " + name + " OWNER " + name);
  return "postgresql://" + name + "@127.0.0.1:" + std::to_string(port_) + "/" + name;
}

std::string PostgresServer::superuser_url(const std::string& url) const {
  auto at = url.find('@');
  return "postgresql://postgres" + url.substr(at);
}

std::string PostgresServer::execute(const std::string& url, const std::string& sql) {
  auto plain = superuser_url(url.substr(0, url.find('?')));
  Connection connection(PQconnectdb(plain.c_str()), PQfinish);
  Answer answer(PQexec(connection.get(), sql.c_str()), PQclear);
  auto status = PQresultStatus(answer.get());
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
    throw std::runtime_error(sql + ": " + PQerrorMessage(connection.get()));
  }
  if (PQntuples(answer.get()) == 0) return {};
  return PQgetvalue(answer.get(), 0, 0);
}

}  // namespace elevaite::test

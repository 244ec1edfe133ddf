// A real PostgreSQL server for tests, started on first use, once per test process, on loopback and
// a unix socket in a temporary directory; it ends with the process, however that ends. Blocks;
// throws std::runtime_error when no server can be started.
#pragma once
#include <sys/types.h>

#include <filesystem>
#include <string>

namespace elevaite::test {

class PostgresServer {
 public:
  // Starts the server of this process at the first call.
  static PostgresServer& instance();
  ~PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  // A fresh database that belongs to a fresh role without privileges; its URL.
  std::string create_database();
  // The URL of the same database with the server's superuser.
  std::string superuser_url(const std::string& url) const;
  // Runs SQL as the superuser in the database of `url`, and returns the first cell of the last
  // result.
  std::string execute(const std::string& url, const std::string& sql);

  // As `pg_ctl stop -m immediate` and `pg_ctl start`: every session dies without a word, and the
  // log is recovered. start() returns when the server accepts connections.
  void stop_immediately();
  void start();
  void restart_immediately() {
    stop_immediately();
    start();
  }
  int port() const { return port_; }
  // The directory of the unix socket.
  const std::filesystem::path& directory() const { return directory_; }

 private:
  PostgresServer();
  void initialise();
  void wait_until_ready();

  std::filesystem::path directory_;
  std::filesystem::path binaries_;
  int port_ = 0;
  pid_t pid_ = -1;
  int databases_ = 0;
};

}  // namespace elevaite::test

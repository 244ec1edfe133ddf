// One pipelined connection to PostgreSQL that never blocks the loop and reconnects by itself.
//
// Every request is one implicit transaction: its statements, then one Sync, in one flush. The
// session's own scope is `system` (a start-up option); a tenant's request begins with a
// transaction-local change of it. So a scope cannot leak into another request, whatever fails, and
// when setting it fails the server skips the rest.
#pragma once
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <boost/asio/posix/descriptor_base.hpp>
#include <deque>

#include "adapters/database/postgres_request.hpp"
#include "adapters/database/postgres_settings.hpp"
#include "adapters/database/postgres_statements.hpp"

struct pg_conn;

namespace elevaite::adapters::database {

class PostgresConnection : public std::enable_shared_from_this<PostgresConnection> {
 public:
  using Time = PostgresRequest::Time;

  class Owner {
   public:
    virtual ~Owner() = default;
    // It connected, or has answered something.
    virtual void on_room() = 0;
    virtual void on_disconnected(const std::string& reason) = 0;
    // A request that surely has not been executed, or may be executed twice.
    virtual void take_back(std::unique_ptr<PostgresRequest> request) = 0;
    // One that was rolled back because it got in the way of another.
    virtual void take_back_later(std::unique_ptr<PostgresRequest> request) = 0;
  };

  // The owner calls stop() before it dies.
  PostgresConnection(Executor executor, std::shared_ptr<const PostgresSettings> settings,
                     Owner& owner);
  ~PostgresConnection();

  // Connects, serves and reconnects until stop().
  static Task<void> run(std::shared_ptr<PostgresConnection> self);
  // Answers what is under way and closes the socket.
  void stop();

  bool is_ready() const { return ready_; }
  bool has_room() const;
  std::size_t pending() const { return requests_.size(); }
  // How long a new request would wait here, in no unit: the number of results that are due, and
  // much more when the first of them does not come.
  std::size_t load(Time now) const;
  void send(std::unique_ptr<PostgresRequest> request);
  // The payloads of the notifications that have come.
  std::vector<std::string> take_news();
  // Looks whether the server has closed this connection, too: when one is lost, others often are.
  void probe();
  // Answers what is late; breaks the connection off when the server does not answer at all.
  void expire(Time now);

 private:
  enum class StepKind { prepare, prepare_sync, setup, statement, guarded_statement, commit };
  struct Step {
    StepKind kind;
    PostgresRequest* request = nullptr;
    std::shared_ptr<PreparedStatement> prepared{};
    std::size_t index = 0;
  };

  // postgres_connect.cpp
  Task<bool> connect();
  Task<bool> resolve(std::vector<std::pair<std::string, std::string>>& parameters);
  Task<bool> choose_password(std::vector<std::pair<std::string, std::string>>& parameters);
  Task<bool> poll();
  Task<void> back_off(bool served);
  bool choose_compression();
  // postgres_connection.cpp
  Task<void> serve();
  void close();
  void break_off(std::string reason);
  void lose();
  void flush();
  bool send_statements(PostgresRequest& request);
  bool send_script(PostgresRequest& request);
  bool prepare(const std::shared_ptr<PreparedStatement>& statement);
  bool send_statement(const ports::Statement& statement,
                      const std::shared_ptr<PreparedStatement>& prepared);
  // postgres_results.cpp
  void read_results();
  void on_result(const pg_result* result);
  void on_error(const pg_result* result);
  void finish_first();

  Executor executor_;
  std::shared_ptr<const PostgresSettings> settings_;
  Owner& owner_;
  pg_conn* connection_ = nullptr;
  asio::posix::basic_stream_descriptor<Executor> descriptor_;
  asio::ip::basic_resolver<asio::ip::tcp, Executor> resolver_;
  Timer timer_;
  std::string reason_;  // why it is not connected
  bool password_refused_ = false;
  bool ready_ = false;
  bool broken_ = false;
  bool stopped_ = false;
  bool flushing_ = false;
  std::uint64_t generation_ = 0;  // of the socket
  int failures_ = 0;

  std::deque<std::unique_ptr<PostgresRequest>> requests_;
  std::deque<Step> steps_;  // the results that are due, in order
  bool session_ended_ = false;
  bool ended_in_commit_ = false;
  Time first_since_{};
  PostgresStatements statements_;
  EncodedParams encoded_;
};

}  // namespace elevaite::adapters::database

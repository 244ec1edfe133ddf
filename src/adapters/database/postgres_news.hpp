// Words between the processes of one PostgreSQL: LISTEN on a connection of its own, which comes
// back by itself, and NOTIFY through the pool.
//
// A word is sent after the commit that it is about and not within it: PostgreSQL lets transactions
// that notify commit one after another only. Words that follow closely go together.
#pragma once
#include <set>

#include "adapters/database/listeners.hpp"
#include "adapters/database/postgres_pool.hpp"

namespace elevaite::adapters::database {

class PostgresNews final : public PostgresConnection::Owner,
                           public std::enable_shared_from_this<PostgresNews> {
 public:
  PostgresNews(Executor executor, std::shared_ptr<PostgresPool> pool);
  void stop();

  void tell(std::string channel);
  // The first one opens the connection.
  std::unique_ptr<ports::Listening> listen(std::string channel, std::function<void()> heard);

  void on_room() override;
  void on_disconnected(const std::string& reason) override;
  void take_back(std::unique_ptr<PostgresRequest> request) override;
  void take_back_later(std::unique_ptr<PostgresRequest> request) override;

 private:
  void ask_to_listen();
  void send_words();

  Executor executor_;
  std::shared_ptr<PostgresPool> pool_;
  Listeners listeners_;
  std::shared_ptr<PostgresConnection> connection_;  // once somebody listens
  bool has_asked_ = false;                          // on the present session
  std::set<std::string> words_;                     // that wait to be sent
  bool is_sending_ = false;
  bool stopped_ = false;
  Timer timer_;
  TaskGroup tasks_;
};

}  // namespace elevaite::adapters::database

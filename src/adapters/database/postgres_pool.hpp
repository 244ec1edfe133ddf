// Spreads requests over the connections, and lets them wait a bounded time while there is none.
#pragma once
#include "adapters/database/postgres_connection.hpp"

namespace elevaite::adapters::database {

class PostgresPool final : public PostgresConnection::Owner,
                           public std::enable_shared_from_this<PostgresPool> {
 public:
  static std::shared_ptr<PostgresPool> start(Executor executor, PostgresSettings settings);
  PostgresPool(Executor executor, PostgresSettings settings);
  // Answers what is under way with `unavailable`.
  void stop();

  // Sets the request's deadlines. `limit` is for everything: waiting, executing, answering.
  void submit(std::unique_ptr<PostgresRequest> request, Duration limit);
  Duration query_limit() const { return settings_->query_limit; }
  std::shared_ptr<const PostgresSettings> settings() const { return settings_; }

  void on_room() override;
  void on_disconnected(const std::string& reason) override;
  void take_back(std::unique_ptr<PostgresRequest> request) override;
  void take_back_later(std::unique_ptr<PostgresRequest> request) override;

 private:
  static Task<void> check_role(std::shared_ptr<PostgresPool> self);
  PostgresConnection* pick() const;
  void dispatch();
  void arm_timer();
  void expire();

  Executor executor_;
  std::shared_ptr<const PostgresSettings> settings_;
  std::vector<std::shared_ptr<PostgresConnection>> connections_;
  std::deque<std::unique_ptr<PostgresRequest>> waiting_;
  Timer timer_;
  bool timer_armed_ = false;
  bool role_checked_ = false;
  bool reported_ = false;  // the present outage is in the log
  bool stopped_ = false;
  std::string reason_ = "it has not answered yet";
  TaskGroup tasks_;
};

}  // namespace elevaite::adapters::database

// Notices that another connection, of this process or another one, has committed something. SQLite
// tells nobody, so a thread looks; a look reads a few bytes of shared memory.
#pragma once
#include <condition_variable>
#include <mutex>
#include <thread>

#include "adapters/database/listeners.hpp"
#include "adapters/database/sqlite_connection.hpp"

namespace elevaite::adapters::database {

class SqliteWatch {
 public:
  SqliteWatch(Executor executor, std::unique_ptr<SqliteConnection> connection);
  ~SqliteWatch();

  // The shortest `look` of all counts. The first one starts the thread.
  std::unique_ptr<ports::Listening> listen(std::string channel, Duration look,
                                           std::function<void()> heard);

 private:
  void run();
  std::int64_t version();

  Executor executor_;
  std::unique_ptr<SqliteConnection> connection_;
  std::shared_ptr<Listeners> listeners_ = std::make_shared<Listeners>();
  std::mutex mutex_;
  std::condition_variable wake_;
  Duration interval_ = Duration::max();
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace elevaite::adapters::database

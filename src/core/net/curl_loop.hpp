// libcurl's multi interface as a carrier of transfers: https, proxies, and every URL that is out of
// the ordinary. curl's own types stay behind the .cpp files.
#pragma once
#include <unordered_map>

#include "core/net/transfer.hpp"

namespace elevaite::net {

class CurlLoop final : public TransferLoop {
 public:
  // Guarded loops ignore proxies. Connections are pooled per loop, so every guard needs a loop of
  // its own.
  CurlLoop(Executor executor, const ClientOptions& options, bool is_guarded);
  ~CurlLoop() override;

  bool is_idle() const override { return TransferLoop::is_idle() && to_start_.empty(); }

 private:
  friend struct CurlCallbacks;
  struct Watch {
    unsigned registered = 0;  // epoll events
    unsigned wanted = 0;
    bool is_ours = false;  // opened by us; others belong to curl's resolver
  };

  void start(Transfer& transfer) override;
  void abort(Transfer& transfer, int code) override;
  void let_go(Transfer& transfer) override;
  void on_socket(const epoll_event& event) override;
  void settle() override;
  std::vector<Transfer*> waiting() const override { return to_start_; }
  CurlEasy* take_easy();
  void act(int fd, int events);
  void act_on_due_timers();
  void collect_finished();
  void run_deferred();
  void watch_socket(int fd, unsigned wanted);
  void register_events(int fd, Watch& watch, unsigned events);

  bool is_guarded_;
  void* multi_ = nullptr;
  std::vector<std::unique_ptr<CurlEasy>> easies_;
  std::vector<CurlEasy*> idle_easies_;
  // curl may not be entered from its callbacks; what they ask for waits here.
  bool is_inside_curl_ = false;
  std::vector<Transfer*> to_start_;
  std::vector<std::pair<Transfer*, int>> to_abort_;
  // Level-triggered, as curl expects.
  std::unordered_map<int, Watch> watches_;
};

}  // namespace elevaite::net

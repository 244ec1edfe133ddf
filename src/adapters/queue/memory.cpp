#include "adapters/queue/memory.hpp"

#include <algorithm>

namespace elevaite::adapters::queue {
namespace {

using ports::DeadLetter;
using ports::Delivery;
using ports::QueueDepth;
using ports::QueueMessage;

// Time passes by the clock, which a test may own: how often a receive() looks at it.
constexpr Duration kLook = 5ms;

Error lost_receipt() {
  return Error{ErrorCode::conflict, "The message has been received by somebody else, or is gone.",
               std::string(ports::kStaleReceipt)};
}

class MemoryQueue final : public ports::JobQueue {
 public:
  MemoryQueue(Executor executor, std::string name, const Clock& clock, TenantWeights weights)
      : name_(std::move(name)), clock_(clock), order_(std::move(weights)), arrived_(executor) {}

  const std::string& name() const override { return name_; }
  void wake() override { arrived_.notify_all(); }

  Task<Result<void>> enqueue(std::vector<QueueMessage> messages) override {
    for (QueueMessage& message : messages) {
      std::erase_if(entries_, [&](const Entry& entry) { return entry.message.id == message.id; });
      Entry entry{std::move(message), clock_.now()};
      entry.visible_at = entry.sent_at + entry.message.delay;
      entries_.push_back(std::move(entry));
    }
    wake();
    co_return Result<void>();
  }

  Task<Result<std::vector<Delivery>>> receive(ports::ReceiveOptions options) override {
    auto deadline = std::chrono::steady_clock::now() + options.wait;
    while (true) {
      auto found = take(options);
      auto left = std::chrono::duration_cast<Duration>(deadline - std::chrono::steady_clock::now());
      if (!found.empty() || left <= Duration::zero()) co_return found;
      co_await arrived_.wait_for(std::min(left, kLook));
    }
  }

  Task<Result<void>> extend(std::string receipt, Duration visibility) override {
    Entry* entry = find(receipt);
    if (entry == nullptr) co_return lost_receipt();
    entry->visible_at = clock_.now() + visibility;
    co_return Result<void>();
  }

  Task<Result<void>> complete(std::string receipt) override {
    if (find(receipt) == nullptr) co_return lost_receipt();
    std::erase_if(entries_, [&](const Entry& entry) { return entry.receipt == receipt; });
    co_return Result<void>();
  }

  Task<Result<void>> fail(std::string receipt, Duration delay) override {
    Entry* entry = find(receipt);
    if (entry == nullptr) co_return lost_receipt();
    entry->receipt.clear();
    entry->visible_at = clock_.now() + delay;
    wake();
    co_return Result<void>();
  }

  Task<Result<void>> dead_letter(Delivery delivery, std::string reason) override {
    Entry* entry = find(delivery.receipt);
    if (entry == nullptr) co_return lost_receipt();
    entry->receipt.clear();
    entry->dead_at = clock_.now();
    entry->reason = std::move(reason);
    co_return Result<void>();
  }

  Task<Result<std::vector<DeadLetter>>> dead_letters(std::size_t max) override {
    std::vector<DeadLetter> letters;
    for (const Entry& entry : entries_) {
      if (!entry.dead_at || letters.size() == max) continue;
      letters.push_back({entry.message.body, entry.reason, *entry.dead_at});
    }
    co_return letters;
  }

  Task<Result<std::int64_t>> redrive(std::size_t max) override {
    std::int64_t moved = 0;
    for (Entry& entry : entries_) {
      if (!entry.dead_at || moved == static_cast<std::int64_t>(max)) continue;
      entry.dead_at.reset();
      entry.reason.clear();
      entry.receive_count = 0;
      entry.visible_at = clock_.now();
      ++moved;
    }
    wake();
    co_return moved;
  }

  Task<Result<QueueDepth>> depth() override {
    QueueDepth depth;
    const auto now = clock_.now();
    for (const Entry& entry : entries_) {
      if (entry.dead_at) {
        ++depth.dead;
      } else if (entry.visible_at <= now) {
        ++depth.ready;
        depth.oldest_age = std::max(depth.oldest_age.value_or(0s), now - entry.sent_at);
      } else {
        ++(entry.receipt.empty() ? depth.delayed : depth.in_flight);
      }
    }
    co_return depth;
  }

 private:
  struct Entry {
    QueueMessage message;
    Instant sent_at;
    Instant visible_at{};
    std::string receipt{};
    std::int64_t receive_count = 0;
    std::optional<Instant> dead_at{};
    std::string reason{};
  };

  Entry* find(const std::string& receipt) {
    auto found = std::ranges::find(entries_, receipt, &Entry::receipt);
    return receipt.empty() || found == entries_.end() ? nullptr : &*found;
  }

  std::vector<Entry*> ready_of(const std::string& tenant) {
    std::vector<Entry*> found;
    for (Entry& entry : entries_) {
      bool is_ready = !entry.dead_at && entry.visible_at <= clock_.now();
      if (is_ready && entry.message.tenant_id.str() == tenant) found.push_back(&entry);
    }
    // Of equals the one that was sent first: it lies before the other.
    std::ranges::sort(found, [](const Entry* a, const Entry* b) {
      return std::tuple(-a->message.priority, a->visible_at, a) <
             std::tuple(-b->message.priority, b->visible_at, b);
    });
    return found;
  }

  std::vector<Delivery> take(const ports::ReceiveOptions& options) {
    std::vector<std::string> tenants;
    std::map<std::string, std::size_t> room;
    for (const Entry& entry : entries_) {
      auto tenant = entry.message.tenant_id.str();
      bool is_known = std::ranges::find(tenants, tenant) != tenants.end();
      if (!is_known && !ready_of(tenant).empty()) tenants.push_back(tenant);
      if (options.room) room[tenant] = options.room(entry.message.tenant_id);
    }
    std::vector<Delivery> taken;
    for (auto& [tenant, share] : order_.plan(tenants, options.max, room)) {
      std::size_t count = 0;
      for (Entry* entry : ready_of(tenant)) {
        if (count == share) break;
        entry->receipt = Uuid::generate().str();
        entry->visible_at = clock_.now() + options.visibility;
        ++entry->receive_count;
        ++count;
        taken.push_back(
            {entry->receipt, entry->message.body, entry->receive_count, entry->sent_at});
      }
      order_.served(tenant, count);
    }
    return taken;
  }

  std::string name_;
  const Clock& clock_;
  FairOrder order_;
  Notification arrived_;
  std::vector<Entry> entries_;
};

}  // namespace

std::unique_ptr<ports::JobQueue> make_memory_queue(Executor executor, std::string name,
                                                   const Clock& clock, TenantWeights weights) {
  return std::make_unique<MemoryQueue>(executor, std::move(name), clock, std::move(weights));
}

}  // namespace elevaite::adapters::queue

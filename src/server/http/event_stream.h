#pragma once
// Server-sent events (WHATWG HTML, 9.2): what a producer pushes, and one slow reader cannot make it wait.

#include <cstddef>
#include <functional>
#include <string>

namespace heed::http {

struct Event {
  std::string id{};    ///< comes back as Last-Event-ID when the client reconnects; empty: none
  std::string name{};  ///< the event's type; empty: "message"
  std::string data{};  ///< may have several lines
};

/// A bounded queue between one producer and one connection. Everything happens on the thread of the io_context.
///
/// A handler makes it, hands it out in its Response and keeps it with the producer. The producer drops it when push()
/// says no. A client that reads more slowly than `capacity` events allow is cut off, and comes back with Last-Event-ID;
/// nothing is ever left out in the middle of a stream.
class EventSource {
 public:
  /// `capacity`: the events that may wait for the client, besides those on their way.
  explicit EventSource(std::size_t capacity = 256) : capacity_(capacity) {}

  /// False when the stream is over: the client is gone, was too slow, or the hub is stopping.
  [[nodiscard]] bool push(const Event& event);
  /// Ends the stream after what is queued.
  void close();
  [[nodiscard]] bool is_open() const { return is_open_; }
  [[nodiscard]] bool has_overflowed() const { return has_overflowed_; }

  /// For the connection: everything that waits, as it goes over the wire; empties the queue.
  [[nodiscard]] std::string take();
  /// For the connection: called after every push and close. An empty function ends that.
  void on_change(std::function<void()> call) { changed_ = std::move(call); }

 private:
  void tell() const {
    if (changed_) changed_();
  }

  std::size_t capacity_;
  std::size_t waiting_ = 0;
  std::string wire_;
  bool is_open_ = true;
  bool has_overflowed_ = false;
  std::function<void()> changed_;
};

/// The event in the form of the standard, with the empty line that ends it.
[[nodiscard]] std::string to_wire(const Event& event);

}  // namespace heed::http

#include "resolve/cares.hpp"

#include "base/text.hpp"
#include "resolve/message.hpp"

#include <ares.h>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <map>
#include <utility>

namespace fingerpost::resolve {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr int class_in = 1;
constexpr int tries = 3;
constexpr int first_tries_in_budget = 7; // each try waits twice as long: 1 + 2 + 4
constexpr auto tick = std::chrono::milliseconds(100);
constexpr int edns_bytes = 1232; // no fragments

/// One question on its way. Its timer is the budget; it is cancelled when the answer is there.
struct Question {
    explicit Question(asio::io_context& context) : late(context) {}

    asio::steady_timer late;
    bool answered = false;
    int status = ARES_ETIMEOUT;
    std::string message;
};

/// A c-ares channel, its sockets watched by Asio. Held by the resolver and by what still waits.
class Channel : public std::enable_shared_from_this<Channel> {
public:
    explicit Channel(asio::io_context& context) : context_(context), timer_(context) {}

    Result<void> open(const CaresSettings& settings);
    void close();

    std::shared_ptr<Question> send(const std::string& name, Type type);

private:
    struct Watched {
        Watched(asio::io_context& context, int socket) : descriptor(context, socket) {}
        asio::posix::stream_descriptor descriptor;
        bool wanted[2] = {};  // by wait_read, wait_write
        bool waiting[2] = {}; // the same
        bool closed = false;
    };
    using Wait = asio::posix::stream_descriptor::wait_type;

    static void
    on_answer(void* argument, int status, int timeouts, unsigned char* message, int length);
    static void on_socket(void* self, ares_socket_t socket, int readable, int writable);
    void watch(ares_socket_t socket, bool readable, bool writable);
    void wait(const std::shared_ptr<Watched>& watched, Wait what);
    void keep_time();

    struct Sent {
        Channel* channel;
        std::shared_ptr<Question> question;
    };

    asio::io_context& context_;
    asio::steady_timer timer_;
    ares_channel channel_ = nullptr;
    std::map<ares_socket_t, std::shared_ptr<Watched>> sockets_;
    int in_flight_ = 0;
    bool keeps_time_ = false;
};

Result<void> Channel::open(const CaresSettings& settings) {
    static const int library = ares_library_init(ARES_LIB_INIT_ALL);
    ares_options options{};
    // without NOCHECKRESP a REFUSED would look like a server that is not there
    options.flags = ARES_FLAG_EDNS | ARES_FLAG_NOCHECKRESP | ARES_FLAG_STAYOPEN;
    options.timeout = static_cast<int>(settings.budget.count() / first_tries_in_budget);
    options.tries = tries;
    options.ednspsz = edns_bytes;
    options.sock_state_cb = on_socket;
    options.sock_state_cb_data = this;
    char dns_only[] = "b"; // not /etc/hosts
    options.lookups = dns_only;
    const int mask = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_EDNSPSZ |
                     ARES_OPT_SOCK_STATE_CB | ARES_OPT_LOOKUPS;
    int status = library == ARES_SUCCESS ? ares_init_options(&channel_, &options, mask) : library;
    std::string servers;
    for (const auto& server : settings.servers)
        servers += (servers.empty() ? "" : ",") + server;
    if (status == ARES_SUCCESS && !servers.empty())
        status = ares_set_servers_ports_csv(channel_, servers.c_str());
    if (status == ARES_SUCCESS) return {};
    return Error{Errc::unavailable, std::string("c-ares does not start: ") + ares_strerror(status)};
}

/// Every question still open is answered with ARES_EDESTRUCTION, every socket is let go.
void Channel::close() {
    if (channel_) ares_destroy(std::exchange(channel_, nullptr));
    timer_.cancel();
}

std::shared_ptr<Question> Channel::send(const std::string& name, Type type) {
    auto question = std::make_shared<Question>(context_);
    ++in_flight_;
    auto sent = std::make_unique<Sent>(Sent{this, question});
    ares_query(channel_, name.c_str(), class_in, static_cast<int>(type), on_answer, sent.release());
    keep_time();
    return question;
}

/// May be called from within ares_query (a name that is none) and ares_destroy.
void Channel::on_answer(void* argument, int status, int, unsigned char* message, int length) {
    const std::unique_ptr<Sent> sent(static_cast<Sent*>(argument));
    --sent->channel->in_flight_;
    auto& question = *sent->question;
    question.answered = true;
    question.status = status;
    if (message && length > 0)
        question.message.assign(
            reinterpret_cast<const char*>(message), static_cast<std::size_t>(length)
        );
    question.late.cancel();
}

void Channel::on_socket(void* self, ares_socket_t socket, int readable, int writable) {
    static_cast<Channel*>(self)->watch(socket, readable != 0, writable != 0);
}

void Channel::watch(ares_socket_t socket, bool readable, bool writable) {
    auto& watched = sockets_[socket];
    if (!readable && !writable) { // c-ares closes it
        if (watched) {
            watched->closed = true;
            watched->descriptor.release();
        }
        sockets_.erase(socket);
        return;
    }
    if (!watched) watched = std::make_shared<Watched>(context_, socket);
    watched->wanted[Wait::wait_read] = readable;
    watched->wanted[Wait::wait_write] = writable;
    const auto kept = watched; // wait() may not outlive the map's entry
    wait(kept, Wait::wait_read);
    wait(kept, Wait::wait_write);
}

void Channel::wait(const std::shared_ptr<Watched>& watched, Wait what) {
    if (!watched->wanted[what] || watched->waiting[what]) return;
    watched->waiting[what] = true;
    watched->descriptor.async_wait(
        what,
        [self = shared_from_this(), watched, what](error_code failed) {
            watched->waiting[what] = false;
            if (failed || watched->closed || !self->channel_) return;
            const auto socket = watched->descriptor.native_handle();
            const bool reads = what == Wait::wait_read;
            ares_process_fd(
                self->channel_, reads ? socket : ARES_SOCKET_BAD, reads ? ARES_SOCKET_BAD : socket
            );
            if (!watched->closed) self->wait(watched, what);
        }
    );
}

/// c-ares tries again when it is called: here every tick while something is on its way.
void Channel::keep_time() {
    if (keeps_time_ || in_flight_ == 0 || !channel_) return;
    keeps_time_ = true;
    timer_.expires_after(tick);
    timer_.async_wait([self = shared_from_this()](error_code failed) {
        self->keeps_time_ = false;
        if (failed || !self->channel_) return;
        ares_process_fd(self->channel_, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
        self->keep_time();
    });
}

Answer failed_answer(int status) {
    const std::string what = ares_strerror(status);
    switch (status) {
    case ARES_ETIMEOUT: return unknown(Failure::timeout, "timed out");
    case ARES_ECONNREFUSED: return unknown(Failure::unreachable, "no DNS server can be reached");
    case ARES_EBADNAME:
    case ARES_EBADRESP: return unknown(Failure::malformed, what);
    default: return unknown(Failure::other, what);
    }
}

class CaresResolver final : public Resolver {
public:
    CaresResolver(std::shared_ptr<Channel> channel, std::chrono::milliseconds budget)
        : channel_(std::move(channel)), budget_(budget) {}
    ~CaresResolver() override { channel_->close(); }
    CaresResolver(const CaresResolver&) = delete;
    CaresResolver& operator=(const CaresResolver&) = delete;

    asio::awaitable<Answer> ask(std::string name, Type type) override {
        const auto question = channel_->send(name, type);
        if (!question->answered) {
            error_code cancelled;
            question->late.expires_after(budget_);
            co_await question->late.async_wait(asio::redirect_error(asio::use_awaitable, cancelled)
            );
        }
        if (!question->answered) co_return unknown(Failure::timeout, "timed out");
        if (question->message.empty()) co_return failed_answer(question->status);
        co_return read_answer(question->message, name, type);
    }

private:
    std::shared_ptr<Channel> channel_;
    std::chrono::milliseconds budget_;
};

/// An address, and a port behind a colon; an IPv6 address with a port stands in brackets.
bool is_server(std::string_view text) {
    auto host = text;
    auto port = std::string_view("53");
    const bool bracketed = text.starts_with('[');
    const auto colon = text.rfind(':');
    const bool has_port = bracketed ? colon != text.npos && colon > 0 && text[colon - 1] == ']'
                                    : colon != text.npos && text.find(':') == colon;
    if (has_port) {
        host = text.substr(0, colon);
        port = text.substr(colon + 1);
    }
    if (bracketed) {
        if (!host.ends_with(']')) return false;
        host = host.substr(1, host.size() - 2);
    }
    error_code bad;
    asio::ip::make_address(std::string(host), bad);
    return !bad && to_integer(port, 1, 65535);
}

} // namespace

Result<std::unique_ptr<Resolver>>
make_cares_resolver(asio::io_context& context, const CaresSettings& settings) {
    for (const auto& server : settings.servers)
        if (!is_server(server))
            return Error{
                Errc::bad_request,
                "\"" + server + "\" is no DNS server: an IP address, or one with a port as in " +
                    "192.0.2.53:53 or [2001:db8::53]:53"};
    auto channel = std::make_shared<Channel>(context);
    const auto opened = channel->open(settings);
    if (!opened) return opened.error();
    return std::unique_ptr<Resolver>(
        std::make_unique<CaresResolver>(std::move(channel), settings.budget)
    );
}

} // namespace fingerpost::resolve

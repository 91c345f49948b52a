#include "resolve/channel.hpp"

#include "resolve/query_message.hpp"

#include <ares.h>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <map>
#include <utility>

namespace fingerpost::resolve {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr int tries = 3;
constexpr int first_tries_in_budget = 7; // each try waits twice as long: 1 + 2 + 4
constexpr auto tick = std::chrono::milliseconds(100);

/// Held by its owner and by what still waits for a socket or the time.
class CaresChannel final : public Channel, public std::enable_shared_from_this<CaresChannel> {
public:
    explicit CaresChannel(asio::io_context& context) : context_(context), timer_(context) {}
    ~CaresChannel() override { close(); }
    CaresChannel(const CaresChannel&) = delete;
    CaresChannel& operator=(const CaresChannel&) = delete;

    Result<void> start(const ChannelSettings& settings);

    void send(const std::string& message, Done done) override;
    bool idle() const override { return in_flight_ == 0; }
    bool no_longer_extended() const override;
    void close() override;

private:
    struct Watched {
        Watched(asio::io_context& context, int socket) : descriptor(context, socket) {}
        asio::posix::stream_descriptor descriptor;
        bool wanted[2] = {};  // by wait_read, wait_write
        bool waiting[2] = {}; // the same
        bool closed = false;
    };
    using Wait = asio::posix::stream_descriptor::wait_type;

    struct Sent {
        CaresChannel* channel;
        Done done;
    };

    static void
    on_answer(void* argument, int status, int timeouts, unsigned char* message, int length);
    static void on_socket(void* self, ares_socket_t socket, int readable, int writable);
    void watch(ares_socket_t socket, bool readable, bool writable);
    void wait(const std::shared_ptr<Watched>& watched, Wait what);
    void keep_time();

    asio::io_context& context_;
    asio::steady_timer timer_;
    ares_channel channel_ = nullptr;
    std::map<ares_socket_t, std::shared_ptr<Watched>> sockets_;
    int in_flight_ = 0;
    bool keeps_time_ = false;
};

int flags_of(const ChannelSettings& settings) {
    // without NOCHECKRESP a REFUSED would look like a server that is not there; without IGNTC it
    // could not be told whether UDP or TCP has failed
    int flags = ARES_FLAG_NOCHECKRESP | ARES_FLAG_IGNTC;
    if (settings.tcp) flags |= ARES_FLAG_USEVC;
    if (settings.extended) flags |= ARES_FLAG_EDNS;
    if (settings.stays_open) flags |= ARES_FLAG_STAYOPEN;
    return flags;
}

Result<void> CaresChannel::start(const ChannelSettings& settings) {
    static const int library = ares_library_init(ARES_LIB_INIT_ALL);
    ares_options options{};
    options.flags = flags_of(settings);
    options.timeout = static_cast<int>(settings.budget.count() / first_tries_in_budget);
    options.tries = tries;
    options.ednspsz = udp_bytes_max;
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
void CaresChannel::close() {
    if (channel_) ares_destroy(std::exchange(channel_, nullptr));
    timer_.cancel();
}

bool CaresChannel::no_longer_extended() const {
    ares_options options{};
    int mask = 0;
    if (ares_save_options(channel_, &options, &mask) != ARES_SUCCESS) return false;
    const bool extended = (options.flags & ARES_FLAG_EDNS) != 0;
    ares_destroy_options(&options);
    return !extended;
}

void CaresChannel::send(const std::string& message, Done done) {
    ++in_flight_;
    auto sent = std::make_unique<Sent>(Sent{this, std::move(done)});
    ares_send(
        channel_,
        reinterpret_cast<const unsigned char*>(message.data()),
        static_cast<int>(message.size()),
        on_answer,
        sent.release()
    );
    keep_time();
}

Reply failed(int status) {
    Reply reply;
    reply.failure = Failure::other;
    reply.what = ares_strerror(status);
    if (status == ARES_ETIMEOUT) {
        reply.failure = Failure::timeout;
        reply.what = "timed out";
    } else if (status == ARES_ECONNREFUSED) {
        reply.failure = Failure::unreachable;
        reply.what = "no DNS server can be reached";
    } else if (status == ARES_EBADRESP) {
        reply.failure = Failure::malformed;
    }
    return reply;
}

/// May be called from within ares_send and ares_destroy.
void CaresChannel::on_answer(
    void* argument, int status, int timeouts, unsigned char* message, int length
) {
    const std::unique_ptr<Sent> sent(static_cast<Sent*>(argument));
    --sent->channel->in_flight_;
    Reply reply;
    if (message && length > 0)
        reply.message.assign(
            reinterpret_cast<const char*>(message), static_cast<std::size_t>(length)
        );
    else
        reply = failed(status);
    reply.timeouts = timeouts;
    sent->done(std::move(reply));
}

void CaresChannel::on_socket(void* self, ares_socket_t socket, int readable, int writable) {
    static_cast<CaresChannel*>(self)->watch(socket, readable != 0, writable != 0);
}

void CaresChannel::watch(ares_socket_t socket, bool readable, bool writable) {
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

void CaresChannel::wait(const std::shared_ptr<Watched>& watched, Wait what) {
    if (!watched->wanted[what] || watched->waiting[what]) return;
    watched->waiting[what] = true;
    watched->descriptor.async_wait(
        what,
        [self = shared_from_this(), watched, what](error_code failure) {
            watched->waiting[what] = false;
            if (failure || watched->closed || !self->channel_) return;
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
void CaresChannel::keep_time() {
    if (keeps_time_ || in_flight_ == 0 || !channel_) return;
    keeps_time_ = true;
    timer_.expires_after(tick);
    timer_.async_wait([self = shared_from_this()](error_code failure) {
        self->keeps_time_ = false;
        if (failure || !self->channel_) return;
        ares_process_fd(self->channel_, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
        self->keep_time();
    });
}

} // namespace

Result<std::shared_ptr<Channel>>
Channel::open(asio::io_context& context, const ChannelSettings& settings) {
    auto channel = std::make_shared<CaresChannel>(context);
    const auto started = channel->start(settings);
    if (!started) return started.error();
    return std::shared_ptr<Channel>(std::move(channel));
}

} // namespace fingerpost::resolve

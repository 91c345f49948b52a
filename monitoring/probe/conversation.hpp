/// @file
/// One visit under way: the socket, TLS on it, and the time that is left.
#pragma once

#include "probe/dialogue.hpp"
#include "probe/lines.hpp"
#include "probe/visit.hpp"
#include "probe/visitor.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <memory>
#include <string>
#include <string_view>

namespace fingerpost::probe {

/// Its timers' handlers may run late: they share it. `context` outlives it.
class Conversation : public std::enable_shared_from_this<Conversation> {
public:
    Conversation(
        const boost::asio::any_io_executor& executor,
        boost::asio::ssl::context& context,
        const VisitorSettings& settings,
        Endpoint endpoint
    );

    /// Everything but Visit::trust, which needs authorities.
    boost::asio::awaitable<Visit> run();

private:
    using Handler = void (Conversation::*)();
    void after(boost::asio::steady_timer& timer, std::chrono::milliseconds wait, Handler handler);
    void end();
    void interrupt();

    boost::asio::awaitable<bool> connect();
    boost::asio::awaitable<bool> secure();
    boost::asio::awaitable<bool> greet(Capabilities& into);
    boost::asio::awaitable<void> converse();
    boost::asio::awaitable<bool> upgrade(Capabilities& into);
    boost::asio::awaitable<void> goodbye();
    boost::asio::awaitable<void> try_tls();

    /// Asks and hears the answer; Progress::nonsense when the trouble has been noted.
    boost::asio::awaitable<Progress>
    exchange(std::string question, Listener listener, Capabilities& into);
    boost::asio::awaitable<Progress> hear(Listener listener, Capabilities& into);
    boost::asio::awaitable<bool> ask(std::string_view question, Capabilities& into);
    boost::asio::awaitable<boost::system::error_code> fill();
    boost::asio::awaitable<boost::system::error_code> write(std::string text);

    boost::asio::ip::tcp::socket& plain() { return secure_.next_layer(); }
    /// Notes the first trouble: `what` follows "port 993 of 192.0.2.1 ". Always false.
    bool fail(Trouble trouble, const std::string& what);
    bool fail(const boost::system::error_code& failed);
    bool fail_handshake(const boost::system::error_code& failed);
    void note_certificates();

    const VisitorSettings& settings_;
    const Endpoint endpoint_;
    const Script& script_;
    boost::asio::ssl::stream<boost::asio::ip::tcp::socket> secure_;
    boost::asio::steady_timer budget_;
    boost::asio::steady_timer patience_;
    std::array<char, 4096> buffer_{};
    Lines lines_;
    Visit visit_;
    std::string stage_ = "connection"; ///< what is waited for
    std::string last_;                 ///< the last line heard
    std::string record_;               ///< how the first record of TLS begins, five octets
    bool secured_ = false;
    bool late_ = false;
};

} // namespace fingerpost::probe

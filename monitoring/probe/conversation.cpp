#include "probe/conversation.hpp"

#include "base/clock.hpp"
#include "base/text.hpp"
#include "probe/openssl.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <utility>

namespace fingerpost::probe {

namespace {

namespace asio = boost::asio;
namespace ssl = asio::ssl;
using asio::ip::tcp;
using boost::system::error_code;

constexpr auto as_tuple = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::milliseconds goodbye_max{1000};
constexpr int chain_max = 20;

std::string quoted(std::string_view text) {
    return '"' + first_characters(text, 100) + '"';
}

/// OpenSSL tells of every record before it judges it: so what is no TLS can be shown.
void keep_first_record(
    int sent, int, int type, const void* data, std::size_t size, SSL*, void* to
) {
    auto& first = *static_cast<std::string*>(to);
    if (sent || type != SSL3_RT_HEADER || !first.empty()) return;
    first.assign(static_cast<const char*>(data), size);
}

Trouble trouble_of_connecting(const error_code& failed) {
    if (failed == asio::error::connection_refused) return Trouble::refused;
    if (failed == asio::error::timed_out) return Trouble::timeout;
    return failed == asio::error::connection_reset ? Trouble::closed : Trouble::unreachable;
}

bool is_too_old(const error_code& failed) {
    if (failed.category() != asio::error::get_ssl_category()) return false;
    const int reason = ERR_GET_REASON(static_cast<unsigned long>(failed.value()));
    return reason == SSL_R_UNSUPPORTED_PROTOCOL || reason == SSL_R_TLSV1_ALERT_PROTOCOL_VERSION;
}

} // namespace

Conversation::Conversation(
    const asio::any_io_executor& executor,
    ssl::context& context,
    const VisitorSettings& settings,
    Endpoint endpoint
)
    : settings_(settings), endpoint_(std::move(endpoint)), script_(script(endpoint_.dialogue)),
      secure_(executor, context), budget_(executor), patience_(executor),
      lines_(script_.with_literals) {}

void Conversation::after(
    asio::steady_timer& timer, std::chrono::milliseconds wait, Handler handler
) {
    timer.expires_after(wait);
    timer.async_wait([self = shared_from_this(), handler](error_code cancelled) {
        if (!cancelled) ((*self).*handler)();
    });
}

void Conversation::end() {
    late_ = true;
    error_code ignored;
    plain().close(ignored);
}

void Conversation::interrupt() {
    if (!visit_.greeting.empty() || !lines_.rest().empty()) return; // it speaks, if slowly
    error_code ignored;
    plain().cancel(ignored);
}

bool Conversation::fail(Trouble trouble, const std::string& what) {
    if (visit_.trouble != Trouble::none) return false;
    visit_.trouble = trouble;
    visit_.what =
        "port " + std::to_string(endpoint_.port) + " of " + endpoint_.address + ' ' + what;
    return false;
}

bool Conversation::fail(const error_code& failed) {
    if (late_)
        return fail(
            Trouble::timeout,
            "is too slow: no " + stage_ + " within " + std::to_string(settings_.budget.count()) +
                " ms"
        );
    const bool ended = failed == asio::error::eof || failed == ssl::error::stream_truncated;
    return fail(
        Trouble::closed,
        "ends the conversation: no " + stage_ + (ended ? "" : ", " + failed.message())
    );
}

asio::awaitable<Visit> Conversation::run() {
    const auto start = std::chrono::steady_clock::now();
    visit_.at = unix_time();
    after(budget_, settings_.budget, &Conversation::end);
    const bool connected = co_await connect();
    if (connected) co_await converse();
    const auto taken = std::chrono::steady_clock::now() - start;
    visit_.milliseconds = std::chrono::round<std::chrono::milliseconds>(taken).count();
    if (connected) co_await goodbye();
    end();
    budget_.cancel();
    patience_.cancel();
    co_return std::move(visit_);
}

asio::awaitable<bool> Conversation::connect() {
    error_code bad;
    const auto address = asio::ip::make_address(endpoint_.address, bad);
    if (bad) co_return fail(Trouble::unreachable, "cannot be reached: that is no address");
    const tcp::endpoint peer(address, endpoint_.port);
    const auto [failed] = co_await plain().async_connect(peer, as_tuple);
    if (!failed) co_return true;
    if (late_) co_return fail(failed);
    const auto trouble = trouble_of_connecting(failed);
    if (trouble == Trouble::refused) co_return fail(trouble, "refuses connections");
    co_return fail(trouble, "cannot be reached: " + failed.message());
}

asio::awaitable<void> Conversation::converse() {
    const auto protection = endpoint_.protection;
    if (protection == Protection::tls) {
        const bool secured = co_await secure();
        if (!secured) co_return;
    }
    Capabilities here;
    const bool greeted = co_await greet(here);
    if (!greeted) co_return;
    if (!script_.ask.empty()) {
        const bool told = co_await ask(script_.ask, here);
        if (!told) co_return;
    }
    if (protection != Protection::tls) {
        visit_.offers = here.words;
        visit_.mechanisms_in_clear = here.mechanisms;
        visit_.password_in_clear = here.takes_password();
    }
    if (protection == Protection::starttls) {
        const bool upgraded = co_await upgrade(here);
        if (!upgraded) co_return;
    }
    visit_.mechanisms = here.mechanisms;
    visit_.password = here.takes_password();
}

asio::awaitable<bool> Conversation::greet(Capabilities& into) {
    if (!script_.greeting) co_return true;
    stage_ = "greeting";
    if (!secured_) after(patience_, settings_.budget / 2, &Conversation::interrupt);
    const auto heard = co_await hear(script_.greeting, into);
    patience_.cancel();
    co_return heard == Progress::done;
}

/// After half the time without a word: a server that waits for TLS would not say one.
asio::awaitable<void> Conversation::try_tls() {
    const auto [failed] = co_await secure_.async_handshake(ssl::stream_base::client, as_tuple);
    if (!failed) {
        note_certificates();
        fail(
            Trouble::not_the_service,
            "speaks TLS at once: it takes TLS, not " + std::string(name(endpoint_.protection))
        );
    }
    late_ = true;
    fail(failed);
}

asio::awaitable<bool> Conversation::upgrade(Capabilities& into) {
    if (!into.starttls) co_return fail(Trouble::no_starttls, "does not offer STARTTLS");
    const auto answer = co_await exchange(std::string(script_.starttls), script_.answer, into);
    if (answer == Progress::refused)
        co_return fail(
            Trouble::starttls_failed, "offers STARTTLS and then refuses it: " + quoted(last_)
        );
    if (answer != Progress::done) co_return false;
    error_code ignored;
    if (!lines_.rest().empty() || plain().available(ignored) > 0)
        co_return fail(
            Trouble::injected,
            "says more before TLS begins: its words or another's are taken for what came under TLS "
            "(CVE-2011-0411)"
        );
    const bool secured = co_await secure();
    if (!secured) co_return false;
    into = {};
    co_return co_await ask(script_.ask_again, into);
}

asio::awaitable<bool> Conversation::secure() {
    stage_ = "TLS handshake";
    auto* const handle = secure_.native_handle();
    SSL_set_msg_callback(handle, keep_first_record);
    SSL_set_msg_callback_arg(handle, &record_);
    error_code is_name;
    asio::ip::make_address(endpoint_.host, is_name);
    // RFC 6066 §3: no addresses
    if (is_name) SSL_set_tlsext_host_name(handle, endpoint_.host.c_str());
    ERR_clear_error();
    const auto [failed] = co_await secure_.async_handshake(ssl::stream_base::client, as_tuple);
    note_certificates();
    if (failed) co_return fail_handshake(failed);
    secured_ = true;
    visit_.tls_version = SSL_get_version(handle);
    co_return true;
}

bool Conversation::fail_handshake(const error_code& failed) {
    if (late_) return fail(failed);
    const auto service = std::string(service_of(record_));
    const auto mine = name(endpoint_.dialogue);
    if (!service.empty() && service == mine)
        return fail(Trouble::not_the_service, "speaks without TLS first: STARTTLS, not TLS");
    if (!service.empty())
        return fail(Trouble::not_the_service, "speaks " + service + " without TLS");
    if (record_.empty() && failed.category() != asio::error::get_ssl_category())
        return fail(failed);
    if (is_too_old(failed))
        return fail(Trouble::no_tls, "offers no TLS 1.2 or newer, which clients ask for");
    return fail(Trouble::no_tls, "fails in the TLS handshake: " + failed.message());
}

void Conversation::note_certificates() {
    const auto* const sent = SSL_get_peer_cert_chain(secure_.native_handle());
    for (int i = 0; i < std::min(sk_X509_num(sent), chain_max); ++i) {
        unsigned char* bytes = nullptr;
        const int size = i2d_X509(sk_X509_value(sent, i), &bytes);
        if (size <= 0) return;
        const std::string der(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(size));
        OPENSSL_free(bytes);
        const auto certificate = read_certificate(der);
        if (!certificate) return;
        visit_.chain.push_back(*certificate);
    }
}

asio::awaitable<bool> Conversation::ask(std::string_view question, Capabilities& into) {
    std::string words(question);
    if (script_.says_who) words += ' ' + settings_.hello;
    const auto answer = co_await exchange(std::move(words), script_.capabilities, into);
    if (answer == Progress::done) co_return true;
    if (answer != Progress::refused) co_return false;
    into = {};
    if (script_.may_refuse) co_return true;
    co_return fail(
        Trouble::not_the_service,
        "is not " + std::string(name(endpoint_.dialogue)) + ": it answers " +
            std::string(question) + " with " + quoted(last_)
    );
}

asio::awaitable<Progress>
Conversation::exchange(std::string question, Listener listener, Capabilities& into) {
    stage_ = question.empty() ? "capabilities after TLS" : "answer to \"" + question + '"';
    if (!question.empty()) {
        const auto failed = co_await write(question + "\r\n");
        if (failed) fail(failed);
        if (failed) co_return Progress::nonsense;
    }
    co_return co_await hear(listener, into);
}

asio::awaitable<Progress> Conversation::hear(Listener listener, Capabilities& into) {
    while (true) {
        const auto line = lines_.next();
        if (!line) {
            fail(Trouble::not_the_service, line.error().what);
            co_return Progress::nonsense;
        }
        if (!*line) {
            const auto failed = co_await fill();
            if (!failed) continue;
            if (failed == asio::error::operation_aborted && !late_) co_await try_tls();
            fail(failed);
            co_return Progress::nonsense;
        }
        last_ = **line;
        if (visit_.greeting.empty()) visit_.greeting = last_;
        const auto progress = listener(last_, into);
        if (progress == Progress::done || progress == Progress::refused) co_return progress;
        if (progress == Progress::more) continue;
        if (progress == Progress::farewell)
            fail(Trouble::closed, "ends the conversation: " + quoted(last_));
        else
            fail(
                Trouble::not_the_service,
                "is not " + std::string(name(endpoint_.dialogue)) + ": it says " + quoted(last_)
            );
        co_return Progress::nonsense;
    }
}

asio::awaitable<error_code> Conversation::fill() {
    const auto space = asio::buffer(buffer_);
    error_code failed;
    std::size_t size = 0;
    if (secured_)
        std::tie(failed, size) = co_await secure_.async_read_some(space, as_tuple);
    else
        std::tie(failed, size) = co_await plain().async_read_some(space, as_tuple);
    if (failed) co_return failed;
    const auto fed = lines_.feed({buffer_.data(), size});
    if (!fed) fail(Trouble::not_the_service, fed.error().what);
    if (!fed) failed = asio::error::message_size;
    co_return failed;
}

asio::awaitable<error_code> Conversation::write(std::string text) {
    const auto bytes = asio::buffer(text);
    error_code failed;
    std::size_t size = 0;
    if (secured_)
        std::tie(failed, size) = co_await asio::async_write(secure_, bytes, as_tuple);
    else
        std::tie(failed, size) = co_await asio::async_write(plain(), bytes, as_tuple);
    co_return failed;
}

/// Whatever comes of it: the visit is over.
asio::awaitable<void> Conversation::goodbye() {
    const bool listens = visit_.trouble == Trouble::none ||
                         visit_.trouble == Trouble::no_starttls ||
                         visit_.trouble == Trouble::starttls_failed;
    if (!listens || script_.goodbye.empty()) co_return;
    after(patience_, goodbye_max, &Conversation::end);
    const auto kept = std::pair(visit_.trouble, visit_.what);
    Capabilities ignored;
    co_await exchange(std::string(script_.goodbye), script_.answer, ignored);
    std::tie(visit_.trouble, visit_.what) = kept;
}

} // namespace fingerpost::probe

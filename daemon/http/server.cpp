#include "http/server.hpp"

#include "http/worker.hpp"

#include <boost/asio/ip/v6_only.hpp>
#include <sys/socket.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace fingerpost::http {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

tcp::endpoint address_of(const Endpoint& endpoint) {
    const auto host = endpoint.host == "localhost" ? "127.0.0.1" : endpoint.host;
    return {asio::ip::make_address(host), endpoint.port};
}

Error cannot_listen(const Endpoint& endpoint, const error_code& error) {
    const bool taken = error == asio::error::address_in_use;
    return {
        taken ? Errc::conflict : Errc::bad_request,
        "cannot listen on " + endpoint.str() + ": " + error.message()};
}

void share_port(tcp::acceptor& acceptor, error_code& error) {
    const int yes = 1;
    if (::setsockopt(acceptor.native_handle(), SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes) != 0)
        error.assign(errno, boost::system::system_category());
}

Result<tcp::acceptor> bind(asio::io_context& context, const Endpoint& endpoint, bool shared) {
    const auto address = address_of(endpoint);
    tcp::acceptor acceptor(context);
    error_code error;
    acceptor.open(address.protocol(), error);
    if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error && address.address().is_v6()) acceptor.set_option(asio::ip::v6_only(true), error);
    if (!error) acceptor.set_option(tcp::no_delay(true), error); // connections inherit it
    if (!error && shared) share_port(acceptor, error);
    if (!error) acceptor.bind(address, error);
    if (error) return cannot_listen(endpoint, error);
    return acceptor;
}

Result<void> start_listening(tcp::acceptor& acceptor, const Endpoint& endpoint) {
    error_code error;
    acceptor.listen(tcp::acceptor::max_listen_connections, error);
    if (error) return cannot_listen(endpoint, error);
    return {};
}

/// Often enough that a wait ends at most a quarter late.
std::chrono::milliseconds tick_of(const std::vector<std::unique_ptr<Listener>>& listeners) {
    std::chrono::milliseconds tick{250};
    for (const auto& listener : listeners) {
        const auto& limits = listener->settings.limits;
        tick =
            std::min({tick, limits.request_time / 4, limits.idle_time / 4, limits.write_time / 4});
    }
    return std::max(tick, std::chrono::milliseconds(5));
}

} // namespace

struct Server::Impl {
    /// One for each worker.
    using Acceptors = std::vector<tcp::acceptor>;

    Impl(metrics::Metrics& given, unsigned count) {
        for (unsigned i = 0; i < std::max(count, 1U); ++i)
            workers.push_back(std::make_unique<Worker>(given));
    }

    Result<Acceptors> bind_for_all(Endpoint& endpoint);
    void run(Worker& worker, std::chrono::milliseconds tick);
    void wait_for_workers(std::chrono::milliseconds grace);

    std::vector<std::unique_ptr<Listener>> listeners;
    std::vector<std::unique_ptr<Worker>> workers; // after the listeners they use
    std::vector<Endpoint> bound;
    std::vector<std::thread> threads;
    std::mutex mutex;
    std::condition_variable worker_ended;
    std::size_t workers_running = 0;
};

/// Sets the port that was chosen.
Result<Server::Impl::Acceptors> Server::Impl::bind_for_all(Endpoint& endpoint) {
    auto& context = workers.front()->context();
    if (endpoint.port != 0) {
        // with SO_REUSEPORT we would share the port with whoever else has set it
        const auto alone = bind(context, endpoint, false);
        if (!alone) return alone.error();
    }
    Acceptors acceptors;
    for (auto& worker : workers) {
        auto acceptor = bind(worker->context(), endpoint, true);
        if (!acceptor) return acceptor.error();
        endpoint.port = acceptor->local_endpoint().port();
        acceptors.push_back(std::move(*acceptor));
    }
    for (auto& acceptor : acceptors)
        if (const auto listening = start_listening(acceptor, endpoint); !listening)
            return listening.error();
    return acceptors;
}

void Server::Impl::run(Worker& worker, std::chrono::milliseconds tick) {
    worker.run(tick);
    const std::lock_guard lock(mutex);
    --workers_running;
    worker_ended.notify_all();
}

void Server::Impl::wait_for_workers(std::chrono::milliseconds grace) {
    std::unique_lock lock(mutex);
    worker_ended.wait_for(lock, grace, [this] { return workers_running == 0; });
}

Server::Server(metrics::Metrics& metrics, unsigned workers)
    : impl_(std::make_unique<Impl>(metrics, workers)) {}

Server::~Server() {
    if (!impl_->threads.empty()) stop(std::chrono::milliseconds(0));
}

Result<void> Server::listen(ListenerSettings settings) {
    auto endpoints = settings.endpoints;
    std::vector<Impl::Acceptors> bound;
    for (auto& endpoint : endpoints) {
        auto acceptors = impl_->bind_for_all(endpoint);
        if (!acceptors) return acceptors.error();
        bound.push_back(std::move(*acceptors));
    }
    auto& listener =
        *impl_->listeners.emplace_back(std::make_unique<Listener>(std::move(settings)));
    for (auto& acceptors : bound)
        for (std::size_t i = 0; i < acceptors.size(); ++i)
            impl_->workers[i]->add(std::move(acceptors[i]), listener);
    impl_->bound.insert(impl_->bound.end(), endpoints.begin(), endpoints.end());
    return {};
}

std::vector<Endpoint> Server::bound() const {
    return impl_->bound;
}

void Server::start() {
    const auto tick = tick_of(impl_->listeners);
    impl_->workers_running = impl_->workers.size();
    for (auto& worker : impl_->workers)
        impl_->threads.emplace_back([this, &worker = *worker, tick] { impl_->run(worker, tick); });
}

void Server::stop(std::chrono::milliseconds grace) {
    for (auto& worker : impl_->workers)
        worker->wind_down();
    impl_->wait_for_workers(grace);
    for (auto& worker : impl_->workers)
        worker->abort();
    for (auto& thread : impl_->threads)
        thread.join();
    impl_->threads.clear();
}

} // namespace fingerpost::http

#include "app/daemon.hpp"
#include "cli/database.hpp"
#include "cli/verbs.hpp"

#include <ostream>

namespace fingerpost::cli {

namespace {

int run(const Arguments& arguments, Io& io) {
    auto configuration = configuration_in_force(arguments, io);
    if (!configuration.usable()) return exit_error;
    app::Daemon daemon(std::move(configuration));
    const auto started = daemon.start();
    if (!started) return failed(io, started.error());
    for (const auto& endpoint : daemon.bound())
        io.out << "listening on " << endpoint.str() << '\n';
    io.out.flush();
    daemon.run_until_signalled([&] {
        return app::read_configuration(io.environment, arguments.line);
    });
    return exit_ok;
}

} // namespace

constinit const Verb serve{
    .path = "serve",
    .summary = "Answer mail clients until SIGTERM; SIGHUP reads the configuration again",
    .examples = "fingerpost serve\n"
                "fingerpost serve --listen '127.0.0.1:4243, [::1]:4243' --db-uri sqlite:///mail.db",
    .run = run};

} // namespace fingerpost::cli

# The command with all roles; servers are found through GAPLESS_KAFKA, GAPLESS_REGISTRY and
# GAPLESS_CLICKHOUSE.
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
RUN mvn -q -B -DskipTests -pl cli -am package

FROM eclipse-temurin:25-jre
WORKDIR /opt/gapless
COPY --from=build /src/gapless gapless
COPY --from=build /src/cli/target/lib cli/target/lib
COPY --from=build /src/cli/target/*.jar cli/target/
RUN useradd --system --create-home gapless && mkdir -p /var/lib/gapless && chown gapless /var/lib/gapless
USER gapless
VOLUME /var/lib/gapless
ENTRYPOINT ["/opt/gapless/gapless"]
CMD ["--help"]

ARG BASE
FROM scratch
RUN --mount=type=bind,from=$BASE,target=/x make

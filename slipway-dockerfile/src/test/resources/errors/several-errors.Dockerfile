FROM scratch AS ok
COPY a
RNU make
ENV A
FROM scratch AS 2nd
EXPOSE
